package io.kadmos.dht.slot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.CompareConfigurations;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.rpc.HandlerRegistry;

/**
 * Spreads configurations: at every tick a node asks one random other node for newer ones (protocol.md C8, C10). The
 * question carries a digest of every group of neighbouring slots. The answer has only slots of groups whose digests
 * differ, at most {@link Request#MAX_BATCH}; if there are more, the node asks again. A question without an answer ends
 * after two seconds; the next tick asks another node. Event loop only.
 */
public final class ConfigurationGossip {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    private final SlotContext context;
    private final Supplier<List<Contact>> others;
    private final Caller rpc;

    /** Gossip with these other nodes. */
    public ConfigurationGossip(SlotContext context, Supplier<List<Contact>> others, Caller rpc) {
        this.context = context;
        this.others = others;
        this.rpc = rpc;
    }

    /** Begins to answer the questions of other nodes. */
    public void register(HandlerRegistry server) {
        server.on(CompareConfigurations.class, (request, caller, answer) -> answer.accept(compare(request)));
    }

    /** Begins to ask other nodes; ends with the loop. */
    public void start() {
        context.loop().schedule(context.settings().tick(), () -> {
            List<Contact> contacts = others.get();
            if (!contacts.isEmpty()) {
                ask(contacts.get(context.random().nextInt(contacts.size())), () -> {});
            }
            start();
        });
    }

    /**
     * Asks one node for newer configurations. Runs {@code compared} once, when this node has taken everything that the
     * other one knows better; never if the other node does not answer.
     */
    public void ask(Contact contact, Runnable compared) {
        CompareConfigurations question = new CompareConfigurations(digests());
        rpc.call(contact, question, Call.within(CALL_TIMEOUT), result -> {
            if (result instanceof CallResult.Answered(Response.Successions(var successions, var more), _)) {
                boolean isNews = successions.stream().anyMatch(this::isNews);
                context.table().learn(successions, () -> {});
                if (isNews && more) {
                    ask(contact, compared);
                } else {
                    compared.run();
                }
            }
        });
    }

    private boolean isNews(SlotSuccession told) {
        return context.table().state(told.slot())
                .filter(state -> told.succession().isNewerThan(state.succession())).isPresent();
    }

    private Response compare(CompareConfigurations request) {
        List<Long> ours = digests();
        int groups = Math.min(ours.size(), request.digests().size());
        List<SlotSuccession> news = new ArrayList<>();
        int first = groups == 0 ? 0 : context.random().nextInt(groups);
        boolean more = false;
        for (int i = 0; i < groups; i++) {
            int group = (first + i) % groups;
            if (!ours.get(group).equals(request.digests().get(group))) {
                List<SlotSuccession> known = successions(group);
                more |= news.size() + known.size() > Request.MAX_BATCH;
                known.stream().limit(Request.MAX_BATCH - news.size()).forEach(news::add);
            }
        }
        return new Response.Successions(news, more);
    }

    private int slotsPerGroup() {
        return Math.max(1, context.table().slots().count() / CompareConfigurations.MAX_GROUPS);
    }

    /** Without the slots in their first epoch: every node knows that epoch from the formation. */
    private List<SlotSuccession> successions(int group) {
        List<SlotSuccession> known = new ArrayList<>();
        for (int i = 0; i < slotsPerGroup(); i++) {
            Slot slot = new Slot(group * slotsPerGroup() + i);
            context.table().state(slot).map(SlotState::succession).filter(succession -> succession.previous() != null)
                    .ifPresent(succession -> known.add(new SlotSuccession(slot, succession)));
        }
        return known;
    }

    private List<Long> digests() {
        List<Integer> epochs = context.table().configurations().stream().map(Configuration::epoch).toList();
        List<Long> digests = new ArrayList<>();
        for (int from = 0; from < epochs.size(); from += slotsPerGroup()) {
            long digest = 0;
            for (int epoch : epochs.subList(from, from + slotsPerGroup())) {
                digest = digest * 0x9e3779b97f4a7c15L + epoch;
            }
            digests.add(digest);
        }
        return digests;
    }
}
