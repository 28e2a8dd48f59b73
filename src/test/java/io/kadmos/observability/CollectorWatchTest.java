package io.kadmos.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CollectorWatchTest {

    private final KeptSpans collector = new KeptSpans();
    private final CollectorWatch watch = new CollectorWatch(collector, URI.create("http://collector:4318/v1/traces"));
    private final Logger logger = (Logger) LoggerFactory.getLogger(CollectorWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO); // overrides what an earlier test has set for all loggers
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void saysOnceThatSpansAreLostAndOnceThatTheyArriveAgain() {
        export();
        assertThat(log.list).isEmpty();
        collector.breakDown();
        export();
        export();
        collector.recover();
        export();
        export();
        collector.breakDown();
        export();

        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly(
                lost -> assertThat(lost).contains("spans do not arrive", "http://collector:4318", "broken"),
                found -> assertThat(found).isEqualTo("spans arrive again at http://collector:4318/v1/traces"),
                lostAgain -> assertThat(lostAgain).contains("spans do not arrive"));
    }

    private void export() {
        watch.export(List.of());
    }
}
