package io.kadmos.dht.slot.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Request.WarmUp;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.SlotTransfer.Pace;
import io.kadmos.dht.slot.transfer.SlotTransfer.Sources;

/**
 * Fetches the rows of slots of which this node may become a member, while the present members go on serving. What it
 * fetches is a cache: it answers for nothing, and only what the takeover confirms survives. One slot at a time, so that
 * clients come first. Slots that nobody asks about any more are forgotten.
 */
public final class WarmUps {

    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    private final SlotContext context;
    private final TransferProgress progress;
    private final Map<Slot, Lesson> lessons = new LinkedHashMap<>();
    private boolean busy;
    private boolean isLeaving;

    /** One slot to learn. */
    private static final class Lesson {
        private final SlotEpoch where;
        private final List<Member> members;
        private Duration asked;
        private boolean complete;

        private Lesson(SlotEpoch where, List<Member> members, Duration asked) {
            this.where = where;
            this.members = members;
            this.asked = asked;
        }
    }

    /** Warm-ups of this node, counted as what comes to it. */
    public WarmUps(SlotContext context, TransferProgress progress) {
        this.context = context;
        this.progress = progress;
    }

    /** Begins to answer. */
    public void register(HandlerRegistry server) {
        server.on(WarmUp.class, (request, caller, answer) -> answer.accept(warmUp(request)));
    }

    /** Begins to look after what nobody asks about any more; ends with the loop. */
    public void start() {
        context.loop().schedule(FORGET_AFTER, this::tidy);
    }

    private Response warmUp(WarmUp request) {
        if (isLeaving) {
            return new Response.Warm(List.of());
        }
        List<Slot> warm = new ArrayList<>();
        for (SlotEpoch where : request.slots()) {
            Lesson lesson = lessons.get(where.slot());
            if (lesson == null || !lesson.where.equals(where)) {
                lesson = new Lesson(where, request.members(), context.loop().uptime());
                lessons.put(where.slot(), lesson);
            }
            lesson.asked = context.loop().uptime();
            if (lesson.complete || holdsRows(where.slot())) {
                warm.add(where.slot());
            }
        }
        next();
        return new Response.Warm(warm);
    }

    /** A replica that has a part in the slot already has nothing to learn, and must not be overwritten. */
    private boolean holdsRows(Slot slot) {
        return context.table().state(slot).filter(state -> state.replica() != ReplicaState.INACTIVE).isPresent();
    }

    /** Whether the rows of a slot are here because this node may become a member. */
    public boolean isLearning(Slot slot) {
        return lessons.containsKey(slot);
    }

    /** How many slots are to be learned yet. */
    public int pending() {
        return (int) lessons.values().stream().filter(lesson -> !lesson.complete).count();
    }

    /** Whether this node is to leave for good. */
    public boolean isLeaving() {
        return isLeaving;
    }

    /** From here on this node tells nobody that it is ready for a slot. */
    public void leave() {
        isLeaving = true;
    }

    /**
     * How many slots may yet be given to this node, because it told a while ago that it is ready for them and has not
     * heard what was decided. Whoever does not decide within a minute has to ask again.
     */
    public int expected() {
        return (int) lessons.values().stream().filter(lesson -> lesson.complete && isUndecided(lesson)).count();
    }

    private boolean isUndecided(Lesson lesson) {
        boolean isRecent = context.loop().uptime().minus(lesson.asked).compareTo(FORGET_AFTER) <= 0;
        return isRecent && context.table().configuration(lesson.where.slot())
                .filter(known -> Integer.compareUnsigned(known.epoch(), lesson.where.epoch()) <= 0).isPresent();
    }

    private void next() {
        if (busy) {
            return;
        }
        lessons.values().stream().filter(lesson -> !lesson.complete && !holdsRows(lesson.where.slot())).findFirst()
                .ifPresent(lesson -> {
                    busy = true;
                    learn(lesson, 0);
                });
    }

    /** Any one member will do; if it fails, the next one is asked. */
    private void learn(Lesson lesson, int index) {
        if (index == lesson.members.size()) {
            lessons.remove(lesson.where.slot());
            busy = false;
            next();
            return;
        }
        Configuration present = new Configuration(lesson.where.epoch(), lesson.members);
        Sources sources = new Sources(List.of(lesson.members.get(index)), present,
                after -> new ListRows(lesson.where, after), () -> isLesson(lesson));
        new SlotTransfer(context, lesson.where.slot(), sources, Pace.BELOW_CLIENTS, progress, complete -> {
            if (complete.isPresent()) {
                lesson.complete = true;
                busy = false;
                next();
            } else {
                learn(lesson, index + 1);
            }
        }).start();
    }

    private boolean isLesson(Lesson lesson) {
        Slot slot = lesson.where.slot();
        return lessons.get(slot) == lesson && !holdsRows(slot) && !isMember(slot);
    }

    private boolean isMember(Slot slot) {
        return context.table().configuration(slot).filter(current -> current.contains(context.self())).isPresent();
    }

    private void tidy() {
        Duration now = context.loop().uptime();
        lessons.values().removeIf(lesson -> now.minus(lesson.asked).compareTo(FORGET_AFTER) > 0);
        start();
    }
}
