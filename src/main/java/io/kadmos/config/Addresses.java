package io.kadmos.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;

import io.kadmos.dht.id.Endpoint;

/** The address that the node binds, and the endpoint at which other nodes reach it. */
record Addresses(InetAddress bind, Endpoint advertised) {

    static Addresses of(KadmosSettings.Peer peer) {
        InetAddress bind = resolve("kadmos.peer.bind-host", peer.bindHost());
        InetAddress advertised = peer.advertisedHost() == null
                ? reachable(bind)
                : resolve("kadmos.peer.advertised-host", peer.advertisedHost());
        return new Addresses(bind, Endpoint.of(advertised.getAddress(), peer.port()));
    }

    /** The host name of this machine, for a node without a configured name. */
    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new SettingException("kadmos.node.name is missing, and this machine has no host name to use instead");
        }
    }

    private static InetAddress resolve(String key, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw Setting.refusal(key, host, "an address, or a name that has one");
        }
    }

    /** The bound address. For the wildcard address, the first one of this machine that other machines can reach. */
    private static InetAddress reachable(InetAddress bind) {
        if (!bind.isAnyLocalAddress()) {
            return bind;
        }
        int family = bind.getAddress().length;
        try {
            return NetworkInterface.networkInterfaces()
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                    .filter(each -> each.getAddress().length == family)
                    .findFirst().orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
