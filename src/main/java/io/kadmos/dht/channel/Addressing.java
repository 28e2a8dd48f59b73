package io.kadmos.dht.channel;

/** Whether the sender of a datagram knew whom it wrote to. */
public enum Addressing {
    /** Sealed for this very node; nobody else can open it. */
    ADDRESSED,
    /** Sealed for whoever lives at the endpoint. Only a first greeting may come so: anybody may repeat it elsewhere. */
    UNADDRESSED
}
