/** Capture files in the pcap and pcapng formats, read and written in pure Java. */
@NullMarked
package dev.weir.capture.pcap;

import org.jspecify.annotations.NullMarked;
