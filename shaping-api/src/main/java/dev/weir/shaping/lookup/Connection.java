package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;

/**
 * The two ends of a connection, seen from the local side. Immutable and thread-safe.
 *
 * @param ipProto the IP protocol number, 0 to 255
 * @param local the local address
 * @param localPort the local port, 0 without ports
 * @param remote the remote address
 * @param remotePort the remote port, 0 without ports
 */
public record Connection(int ipProto, IpAddress local, int localPort, IpAddress remote, int remotePort) {}
