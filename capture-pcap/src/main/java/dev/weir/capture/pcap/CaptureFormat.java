package dev.weir.capture.pcap;

/** The two formats of capture files. */
public enum CaptureFormat {
    /** The classic format of libpcap: one link type for the whole file (draft-ietf-opsawg-pcap). */
    PCAP,
    /** The block format of Wireshark: several interfaces, each with its own link type (draft-ietf-opsawg-pcapng). */
    PCAPNG
}
