package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtherTypesTest {
    @ParameterizedTest
    @CsvSource({
        "None, 0x0000, NONE",
        "IpV4, 0x0800, IPV4",
        "Arp, 0x0806, ARP",
        "ReverseArp, 0x8035, REVERSE_ARP",
        "WakeOnLan, 0x0842, WAKE_ON_LAN",
        "AppleTalk, 0x809B, APPLE_TALK",
        "AppleTalkArp, 0x80F3, APPLE_TALK_ARP",
        "VLanTaggedFrame, 0x8100, VLAN_TAGGED_FRAME",
        "IpV6, 0x86DD, IPV6",
        "LLDP, 0x88CC, LLDP",
        "MacSecurity, 0x88E5, MAC_SECURITY",
        "PrecisionTimeProtocol, 0x88F7, PRECISION_TIME_PROTOCOL",
        "FibreChannelOverEthernet, 0x8906, FIBRE_CHANNEL_OVER_ETHERNET",
        "Loop, 0x0060, LOOP"
    })
    void has_every_listed_name(String name, String number, String constant) {
        assertThat(EtherTypes.valueOf(name)).isEqualTo(Integer.decode(number));
        assertThat(NamedConstants.of(EtherTypes.class)).containsEntry(constant, Integer.decode(number));
    }

    @ParameterizedTest
    @CsvSource({
        "NovellInternetworkPacketExchange, 0x8137",
        "Novell, 0x8138",
        "MacControl, 0x8808",
        "CobraNet, 0x8819",
        "MultiprotocolLabelSwitchingUnicast, 0x8847",
        "MultiprotocolLabelSwitchingMulticast, 0x8848",
        "PointToPointProtocolOverEthernetDiscoveryStage, 0x8863",
        "PointToPointProtocolOverEthernetSessionStage, 0x8864",
        "ExtensibleAuthenticationProtocolOverLan, 0x888E",
        "Profinet, 0x8892",
        "HyperScsi, 0x889A",
        "AtaOverEthernet, 0x88A2",
        "EtherCatProtocol, 0x88A4",
        "ProviderBridging, 0x88A8",
        "AvbTransportProtocol, 0x88B5",
        "SerialRealTimeCommunicationSystemIii, 0x88CD",
        "CircuitEmulationServicesOverEthernet, 0x88D8",
        "HomePlug, 0x88E1",
        "ConnectivityFaultManagementOrOperationsAdministrationManagement, 0x8902",
        "FibreChannelOverEthernetInitializationProtocol, 0x8914",
        "QInQ, 0x9100",
        "VeritasLowLatencyTransport, 0xCAFE",
        "Echo, 0x0200",
        "IPX, 0x8137",
        "EAPoL, 0x888E",
        "RoCE, 0x8915",
        "TTE, 0x891D",
        "HSR, 0x892F"
    })
    void has_the_additional_names(String name, String number) {
        assertThat(EtherTypes.valueOf(name)).isEqualTo(Integer.decode(number));
    }

    @Test
    void reads_back_the_name_of_every_number() {
        for (int number = 0; number <= 0xFFFF; number++) {
            assertThat(EtherTypes.valueOf(EtherTypes.nameOf(number))).isEqualTo(number);
        }
    }

    @Test
    void names_every_constant() {
        assertThat(NamedConstants.of(EtherTypes.class)).hasSizeGreaterThan(35).allSatisfy((name, number) -> {
            assertThat(EtherTypes.valueOf(name)).isEqualTo(number);
            assertThat(EtherTypes.nameOf(number)).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "vlan-tagged frame, 0x8100",
        "ip_v6, 0x86DD",
        "34525, 0x86DD",
        "0x86dd, 0x86DD",
        "00, 0",
        "002048, 0x0800"
    })
    void reads_any_case_any_separator_and_numbers(String name, String number) {
        assertThat(EtherTypes.valueOf(name)).isEqualTo(Integer.decode(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", "Ipv5", "65536", "0x10000", "-1", "9999999", "٣", "ıpv4", "IPv4é", "0x", "1e3"})
    void refuses_an_unknown_name(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EtherTypes.valueOf(name))
                .withMessage("ethertype is unknown: \"%s\"", name);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refuses_a_number_out_of_range(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EtherTypes.nameOf(number))
                .withMessage("ethertype must be within 0..65535: " + number);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(EtherTypes::valueOf, List.of("IpV4", "0x0800", "2048"), "ethertype"))
                .isPositive();
    }
}
