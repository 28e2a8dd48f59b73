package io.kadmos.dht.node;

import io.kadmos.dht.channel.ChannelSettings;
import io.kadmos.dht.membership.FormingPlan;
import io.kadmos.dht.membership.MembershipSettings;
import io.kadmos.dht.register.RegisterSettings;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.slot.SlotSettings;

/** The settings of a node, one record for each of its parts. */
public record NodeSettings(FormingPlan forming, KademliaSettings kademlia, MembershipSettings membership,
        ChannelSettings channel, RegisterSettings registers, SlotSettings slots) {}
