package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.channel.ChannelSettings;
import io.kadmos.dht.channel.Credentials;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.channel.Stage;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.record.HybridClock;

/** A node that consists of a channel, a client and a server, on a stage. */
final class Asker {

    static final String CLUSTER = "test";
    static final Keyring KEYRING = Keyring.insecure(CLUSTER);

    private final List<NodeEvent> events = new ArrayList<>();
    private final HybridClock clock;
    private final Contact contact;
    private final Channel channel;
    private final Rpc rpc;

    Asker(Stage stage, int number) {
        contact = new Contact(Id.ofNode(CLUSTER, "node-" + number),
                Endpoint.of(new byte[]{127, 0, 0, (byte) number}, 7400));
        clock = new HybridClock(number);
        channel = new Channel(ChannelSettings.DEFAULT, new Credentials(CLUSTER, contact.id(), KEYRING), stage,
                stage.wire(contact.endpoint()), stage.random(), events::add);
        rpc = new Rpc(channel, stage, stage.random(), clock, events::add);
        rpc.start();
    }

    Contact contact() {
        return contact;
    }

    HybridClock clock() {
        return clock;
    }

    Channel channel() {
        return channel;
    }

    Rpc rpc() {
        return rpc;
    }

    List<NodeEvent> events() {
        return events;
    }

    /** The events of one type. */
    <T extends NodeEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Asks, and returns the list to which the result is added when the call ends. */
    List<CallResult> ask(Asker whom, Request request, Duration timeout) {
        return ask(whom.contact(), request, timeout);
    }

    List<CallResult> ask(Contact whom, Request request, Duration timeout) {
        List<CallResult> results = new ArrayList<>();
        rpc.call(whom, request, Call.within(timeout), results::add);
        return results;
    }
}
