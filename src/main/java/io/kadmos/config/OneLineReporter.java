package io.kadmos.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a failed start as one line of the log instead of a page. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneLineReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.kadmos.Kadmos");

    @Override
    public void report(FailureAnalysis analysis) {
        LOG.error("Kadmos does not start: {}", analysis.getDescription().replaceAll("\\s*\\n\\s*", " "));
    }
}
