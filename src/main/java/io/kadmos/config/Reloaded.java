package io.kadmos.config;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that a setting names and that operators replace while the node runs. What is wrong with them when it starts
 * stops the start; later the last good state stays in force, and the log says once why.
 *
 * @param <C> what stands in the files, comparable by {@code equals}
 * @param <T> what it means
 */
final class Reloaded<C, T> {

    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

    private final String setting;
    private final Supplier<C> files;
    private final Function<C, T> meaning;
    private final T first;
    private C seen;
    private String lastProblem = "";

    private Reloaded(String setting, Supplier<C> files, Function<C, T> meaning, C seen) {
        this.setting = setting;
        this.files = files;
        this.meaning = meaning;
        this.seen = seen;
        this.first = meaning.apply(seen);
    }

    /**
     * Reads the files for the first time.
     *
     * @param setting key and value, as messages name them
     * @param files reads; it and {@code meaning} throw an {@link IllegalArgumentException} that says what is wrong
     * @throws SettingException if something is
     */
    static <C, T> Reloaded<C, T> read(String setting, Supplier<C> files, Function<C, T> meaning) {
        try {
            return new Reloaded<>(setting, files, meaning, files.get());
        } catch (IllegalArgumentException e) {
            throw new SettingException(setting + " is not valid: " + e.getMessage());
        }
    }

    /** What the files meant when they were read for the first time. */
    T first() {
        return first;
    }

    /** Reads the files again; if they have changed, and are good, the consumer gets to know what they mean now. */
    void look(Consumer<T> changed) {
        try {
            C now = files.get();
            if (!now.equals(seen)) {
                T means = meaning.apply(now);
                seen = now;
                changed.accept(means);
                LOG.info("{} has changed and is in force", setting);
            }
            lastProblem = "";
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(lastProblem)) {
                LOG.warn("{} has changed and is not valid, what was read before stays in force: {}", setting, problem);
                lastProblem = problem;
            }
        }
    }
}
