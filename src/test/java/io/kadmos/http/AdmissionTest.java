package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.kadmos.http.problem.Problem;

final class AdmissionTest {

    @Test
    void letsInAsManyAsItMay() {
        Admission admission = new Admission(2);
        admission.enter();
        admission.enter();
        assertThatThrownBy(admission::enter).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(admission.inFlight()).isEqualTo(2);
        admission.leave();
        admission.enter();
        assertThat(admission.inFlight()).isEqualTo(2);
    }
}
