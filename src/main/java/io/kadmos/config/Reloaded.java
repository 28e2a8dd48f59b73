package io.kadmos.config;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that a setting names, and that an operator may replace while the node runs. Files that are not valid at the
 * start stop the start. Later the last valid content stays in force, and the log reports the reason once. A change
 * counts when two readings in a row see it, so that no file is judged while it is being written. For one thread at a
 * time.
 *
 * @param <C> the content of the files, comparable by {@code equals}
 * @param <T> what the content means; its text goes into the log
 */
final class Reloaded<C, T> {

    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

    private final String setting;
    private final Supplier<C> files;
    private final Function<C, T> meaning;
    private final T first;
    private Seen<C> latest;
    private Seen<C> judged;

    /** What a reading found. */
    private sealed interface Seen<C> {

        record Contents<C>(C contents) implements Seen<C> {}

        record Problem<C>(String message) implements Seen<C> {}
    }

    private Reloaded(String setting, Supplier<C> files, Function<C, T> meaning, C contents) {
        this.setting = setting;
        this.files = files;
        this.meaning = meaning;
        this.first = meaning.apply(contents);
        this.judged = new Seen.Contents<>(contents);
        this.latest = judged;
    }

    /**
     * Reads the files for the first time.
     *
     * @param setting key and value, as messages name them
     * @param files reads the files; it and {@code meaning} throw an {@link IllegalArgumentException} with the reason if
     *        they are not valid
     * @throws SettingException if the files are not valid
     */
    static <C, T> Reloaded<C, T> read(String setting, Supplier<C> files, Function<C, T> meaning) {
        try {
            return new Reloaded<>(setting, files, meaning, files.get());
        } catch (IllegalArgumentException e) {
            throw new SettingException(setting + " is not valid: " + e.getMessage());
        }
    }

    /** What the files meant at the first reading. */
    T first() {
        return first;
    }

    /** Reads the files again; if they have changed and are valid, passes what they mean now to the consumer. */
    void look(Consumer<T> changed) {
        Seen<C> now = see();
        if (now.equals(latest) && !now.equals(judged)) {
            judged = now;
            switch (now) {
                case Seen.Contents<C>(var contents) -> apply(contents, changed);
                case Seen.Problem<C>(var message) -> refuse(message);
            }
        }
        latest = now;
    }

    private Seen<C> see() {
        try {
            return new Seen.Contents<>(files.get());
        } catch (IllegalArgumentException e) {
            return new Seen.Problem<>(String.valueOf(e.getMessage()));
        }
    }

    private void apply(C contents, Consumer<T> changed) {
        try {
            T means = meaning.apply(contents);
            changed.accept(means);
            LOG.info("{} has changed and is in force: {}", setting, means);
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String problem) {
        LOG.warn("{} has changed and is not valid; the node keeps the previous content: {}", setting, problem);
    }
}
