package dev.weir.cli;

import dev.weir.shaping.IpNetwork;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --local}. */
final class LocalAddressOption {
    @Option(
            names = "--local",
            paramLabel = "CIDR",
            split = ",",
            converter = Network.class,
            description = {
                "The local addresses: packets from them are outgoing, all others incoming.",
                "Without it, the source of the first TCP SYN, else of the first packet, of each IP version."
            })
    private List<IpNetwork> networks = new ArrayList<>();

    List<IpNetwork> networks() {
        return networks;
    }

    /** Reads an address or a network. */
    static final class Network implements ITypeConverter<IpNetwork> {
        @Override
        public IpNetwork convert(String text) {
            try {
                return IpNetwork.parse(text.strip());
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                throw new TypeConversionException(message.contains(text) ? message : text + ": " + message);
            }
        }
    }
}
