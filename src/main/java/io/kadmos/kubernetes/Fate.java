package io.kadmos.kubernetes;

/** What becomes of a pod that is asked to stop. */
public sealed interface Fate {

    /** Why, as a part of a sentence. */
    String reason();

    /** It goes for good: whatever only it has must be handed over now. */
    record Gone(String reason) implements Fate {}

    /** It comes back, or there is nobody to hand anything over to; its volume keeps what it has. */
    record Kept(String reason) implements Fate {}

    /** Nobody could tell. */
    record Unknown(String reason) implements Fate {}
}
