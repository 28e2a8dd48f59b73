package io.kadmos.dht.channel;

import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Bytes;

/** A node that only records the messages and the events of its channel. */
final class Station implements AutoCloseable {

    static final String CLUSTER = "test";
    static final Keyring KEYRING = Keyring.of("a secret of the test cluster");

    private final List<Bytes> messages = new ArrayList<>();
    private final List<Contact> senders = new ArrayList<>();
    private final List<NodeEvent> events = new ArrayList<>();
    private final Contact contact;
    private final Channel channel;

    Station(Stage stage, int number) {
        this(stage, number, ChannelSettings.DEFAULT, CLUSTER, KEYRING);
    }

    Station(Stage stage, int number, ChannelSettings settings, String cluster, Keyring keyring) {
        contact = new Contact(Id.ofNode(cluster, "node-" + number),
                Endpoint.of(new byte[]{127, 0, 0, (byte) number}, 7400));
        Credentials credentials = new Credentials(cluster, contact.id(), keyring);
        channel = new Channel(settings, credentials, stage, stage.wire(contact.endpoint()), stage.random(),
                events::add);
        channel.start((from, message, _) -> {
            messages.add(Bytes.read(message, message.remaining()));
            senders.add(from);
        });
    }

    Contact contact() {
        return contact;
    }

    Channel channel() {
        return channel;
    }

    List<Bytes> messages() {
        return messages;
    }

    List<Contact> senders() {
        return senders;
    }

    List<DropReason> drops() {
        List<DropReason> reasons = new ArrayList<>();
        for (NodeEvent event : events) {
            if (event instanceof NodeEvent.DatagramDropped(var reason)) {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    @Override
    public void close() {
        channel.close();
    }
}
