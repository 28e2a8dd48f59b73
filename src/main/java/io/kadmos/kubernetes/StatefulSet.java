package io.kadmos.kubernetes;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pods that a StatefulSet wants.
 *
 * @param replicas the number of pods
 * @param firstOrdinal the ordinal of the first of them
 */
record StatefulSet(int replicas, int firstOrdinal, boolean isBeingDeleted) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Reads the answer of the API server. @throws IllegalArgumentException if it is no StatefulSet */
    static StatefulSet parse(String json) {
        JsonNode set = tree(json);
        if (!set.path("kind").asString("").equals("StatefulSet") || !set.path("spec").isObject()) {
            throw new IllegalArgumentException("not a StatefulSet");
        }
        return new StatefulSet(number(set.at("/spec/replicas"), 1), number(set.at("/spec/ordinals/start"), 0),
                set.at("/metadata/deletionTimestamp").isString());
    }

    /** What becomes of one of its pods. */
    Fate fateOf(Pod pod) {
        if (isBeingDeleted) {
            return new Fate.Kept("the whole StatefulSet is being deleted, so no node is left to take over the slots");
        }
        if (replicas == 0) {
            return new Fate.Kept("the StatefulSet is scaled to 0, so no node is left to take over the slots");
        }
        long lastOrdinal = (long) firstOrdinal + replicas - 1;
        String wanted = "the StatefulSet wants the ordinals " + firstOrdinal + " to " + lastOrdinal;
        return pod.ordinal() < firstOrdinal || pod.ordinal() > lastOrdinal
                ? new Fate.Gone(wanted)
                : new Fate.Kept(wanted);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static int number(JsonNode value, int ifMissing) {
        if (value.isMissingNode() || value.isNull()) {
            return ifMissing;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
            throw new IllegalArgumentException("a number of replicas or an ordinal is not valid");
        }
        return value.intValue();
    }
}
