package io.kadmos.dht.register.replica;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.PromiseCeiling;
import io.kadmos.dht.storage.Rows;

/**
 * What this node is and holds as a member of slots. The classes of this room and of the upkeep room share it on the
 * event loop.
 */
public record ReplicaContext(Member self, SlotTable slots, Rows rows, PromiseCeiling ceiling) {}
