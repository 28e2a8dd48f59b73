package io.kadmos.simulation;

import java.util.function.Predicate;

/** Something that may hold in a {@link Story}, and the sentence that says it. */
record Fact(String sentence, Predicate<Story> holds) {

    boolean isTrueIn(Story story) {
        return holds.test(story);
    }

    /** Both hold. */
    Fact and(Fact other) {
        return new Fact(sentence + " and " + other.sentence, holds.and(other.holds));
    }

    /** It does not hold. */
    Fact not() {
        return new Fact("not: " + sentence, holds.negate());
    }

    @Override
    public String toString() {
        return sentence;
    }
}
