package io.kadmos.http.cluster;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * The body of {@code POST /cluster/recover}: {@code {"lost":[{"node":"<40 hex>","disk":"<32 hex>"}]}}. An empty body,
 * or an empty list, stands for all disks that are missing.
 */
record LostDisks(Set<Member> members) {

    private static final String SHAPE = "the body is {\"lost\":[{\"node\":\"40 hex characters\","
            + "\"disk\":\"32 hex characters\"}]}";

    LostDisks {
        members = Set.copyOf(members);
    }

    /** Parses a body. @throws Problem if it has any other form */
    static LostDisks parse(JsonMapper json, Bytes body) {
        if (body.array().length == 0) {
            return new LostDisks(Set.of());
        }
        try {
            Set<Member> members = new HashSet<>();
            JsonNode root = json.readTree(body.array());
            JsonNode lost = root.path("lost");
            if (!root.isObject() || !(lost.isMissingNode() || lost.isArray())) {
                throw new Problem(Kind.BAD_REQUEST, SHAPE);
            }
            for (JsonNode each : lost) {
                members.add(new Member(Id.parse(each.path("node").asString("")),
                        DiskId.parse(each.path("disk").asString(""))));
            }
            return new LostDisks(members);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Problem(Kind.BAD_REQUEST, SHAPE);
        }
    }
}
