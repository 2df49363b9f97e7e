package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdapterTest {
    @Test
    void has_no_type_unless_told() {
        assertThat(new Adapter(-7, "eth0")).isEqualTo(new Adapter(-7, "eth0", AdapterType.ANY));
        assertThat(Adapter.NONE).isEqualTo(new Adapter(0, "", AdapterType.ANY));
    }

    @Test
    void changes_its_type_alone() {
        Adapter adapter = new Adapter(3, "wlan0", AdapterType.WIFI);
        assertThat(adapter.withType(AdapterType.LAN)).isEqualTo(new Adapter(3, "wlan0", AdapterType.LAN));
        assertThat(adapter.withType(AdapterType.WIFI)).isSameAs(adapter);
    }

    @Test
    void says_what_it_is() {
        assertThat(new Adapter(3, "eth0", AdapterType.LAN)).hasToString("3 \"eth0\" (LAN)");
    }
}
