package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import io.kadmos.simulation.Ending.Result;

/** The three ends of a story. */
class StoryTest {

    private static final Fact NEVER = new Fact("never", _ -> false);

    @Test
    void holdsWhenEveryStepCameAboutAndEveryReadFoundWhatItMay() {
        assertThat(told(story -> {
            story.put(0, "hello");
            story.mustRead(1, "hello");
            story.isolate(2);
            story.mayOnlyRead(2, "hello");
        })).isEqualTo(Ending.HELD);
    }

    @Test
    void didNotHappenWhenAStepDoesNotComeAbout() {
        Ending ending = told(story -> {
            story.within(Duration.ofSeconds(1), NEVER);
            story.contradict("a later step counts");
        });
        assertThat(ending).isEqualTo(Ending.didNotHappen("within PT1S: never"));
    }

    @Test
    void didNotHappenWhenAWriteIsNotAcknowledged() {
        assertThat(told(story -> {
            story.isolate(0);
            story.put(0, "hello");
        }).result()).isEqualTo(Result.DID_NOT_HAPPEN);
    }

    @Test
    void contradictsWhenAReadFindsSomethingElse() {
        assertThat(told(story -> {
            story.put(0, "hello");
            story.mayOnlyRead(1, "nothing");
        }).result()).isEqualTo(Result.CONTRADICTION);
    }

    @Test
    void contradictsWhenAReadThatMustHaveAnAnswerHasNone() {
        assertThat(told(story -> {
            story.put(0, "hello");
            story.isolate(2);
            story.mustRead(2, "hello");
        }).result()).isEqualTo(Result.CONTRADICTION);
    }

    @Test
    void contradictsWhenAnInvariantIsBrokenWhileAStepWaits() {
        Fact broken = new Fact("an invariant is broken", story -> {
            story.find(0, "nothing");
            story.contradict("a broken invariant");
            return false;
        });
        Ending ending = told(story -> story.within(Duration.ofSeconds(1), broken));
        assertThat(ending.result()).isEqualTo(Result.CONTRADICTION);
        assertThat(ending.what()).endsWith("a broken invariant");
    }

    @Test
    void anEndingIsReadFromItsText() {
        Ending ending = Ending.contradiction("one: two\nthree");
        assertThat(Ending.parse(ending.toString())).isEqualTo(ending);
        assertThat(Ending.parse(Ending.HELD.toString())).isEqualTo(Ending.HELD);
    }

    private static Ending told(Consumer<Story> tale) {
        return Story.tell(SimulationOptions.calm(1, 3), tale);
    }
}
