package dev.weir.shaping.impair;

import java.util.List;
import java.util.Locale;

/**
 * Connections that others have put names and numbers to. Thread-safe.
 *
 * <p>Each constant says its numbers, as its source means them: rates of 1000 bit/s unless noted, and delays one way or of a round trip. Sources that share a
 * name differ: sitespeed.io's profiles have half the round trip of WebPageTest's of the same name, and WebPageTest's own numbers changed. Browsers slow
 * down whole requests, and scale their numbers for that; here are those that they stand for. No profile bounds a queue unless noted: what waits is bounded by the default.
 */
public final class LinkProfiles {
    private static final ProfileSource CHROME =
            new ProfileSource("Chrome DevTools, front_end/core/sdk/NetworkManager.ts", "2024-06");

    /** Chrome DevTools "Offline": nothing passes. */
    public static final LinkProfile CHROME_OFFLINE = CHROME.undelayed("chrome-offline", "loss=100 %", "loss=100 %");

    /** Chrome DevTools "3G", once "Slow 3G": 500 kbit/s down, 500 kbit/s up, round trip 400 ms. DevTools itself applies 400 kbit/s and 2000 ms to each request. */
    public static final LinkProfile CHROME_SLOW_3G =
            CHROME.roundTrip("chrome-slow-3g", "rate=500 kbit/s", "rate=500 kbit/s", 400);

    /** Chrome DevTools "Slow 4G", once "Fast 3G": 1.6 Mbit/s down, 750 kbit/s up, round trip 150 ms. DevTools itself applies 1.44 Mbit/s, 675 kbit/s and 562.5 ms to each request. */
    public static final LinkProfile CHROME_SLOW_4G =
            CHROME.roundTrip("chrome-slow-4g", "rate=1.6 Mbit/s", "rate=750 kbit/s", 150);

    /** Chrome DevTools "Fast 4G": 9 Mbit/s down, 1.5 Mbit/s up, round trip 60 ms. DevTools itself applies 8.1 Mbit/s, 1.35 Mbit/s and 165 ms to each request. */
    public static final LinkProfile CHROME_FAST_4G =
            CHROME.roundTrip("chrome-fast-4g", "rate=9 Mbit/s", "rate=1.5 Mbit/s", 60);

    private static final ProfileSource LIGHTHOUSE =
            new ProfileSource("Lighthouse throttling constants, kbps of 1024 bit/s", "2024");

    /** Lighthouse "mobileSlow4G", its default: 1638.4 kbps of 1024 bit/s down, 750 up, round trip 150 ms. Applied to requests it is 1474.56 and 675 kbps and 562.5 ms. */
    public static final LinkProfile LIGHTHOUSE_SLOW_4G =
            LIGHTHOUSE.roundTrip("lighthouse-slow-4g", "rate=1677721 bit/s", "rate=768000 bit/s", 150);

    /** Lighthouse "mobileRegular3G": 700 kbps of 1024 bit/s down, 700 up, round trip 300 ms. Applied to requests it is 630 kbps and 1125 ms. */
    public static final LinkProfile LIGHTHOUSE_REGULAR_3G =
            LIGHTHOUSE.roundTrip("lighthouse-regular-3g", "rate=716800 bit/s", "rate=716800 bit/s", 300);

    /** Lighthouse "desktop": 10240 kbps of 1024 bit/s down, as many up, round trip 40 ms. It has one throughput for both. */
    public static final LinkProfile LIGHTHOUSE_DESKTOP =
            LIGHTHOUSE.roundTrip("lighthouse-desktop", "rate=10485760 bit/s", "rate=10485760 bit/s", 40);

    private static final ProfileSource WEB_PAGE_TEST =
            new ProfileSource("WebPageTest, www/settings/connectivity.ini.sample", "sample");

    /** WebPageTest "Cable": 5 Mbit/s down, 1 Mbit/s up, round trip 28 ms. */
    public static final LinkProfile WEB_PAGE_TEST_CABLE =
            WEB_PAGE_TEST.roundTrip("web-page-test-cable", "rate=5 Mbit/s", "rate=1 Mbit/s", 28);

    /** WebPageTest "DSL": 1.5 Mbit/s down, 384 kbit/s up, round trip 50 ms. */
    public static final LinkProfile WEB_PAGE_TEST_DSL =
            WEB_PAGE_TEST.roundTrip("web-page-test-dsl", "rate=1.5 Mbit/s", "rate=384 kbit/s", 50);

    /** WebPageTest "FIOS": 20 Mbit/s down, 5 Mbit/s up, round trip 4 ms. */
    public static final LinkProfile WEB_PAGE_TEST_FIOS =
            WEB_PAGE_TEST.roundTrip("web-page-test-fios", "rate=20 Mbit/s", "rate=5 Mbit/s", 4);

    /** WebPageTest "56K Dial-Up": 49 kbit/s down, 30 kbit/s up, round trip 120 ms. */
    public static final LinkProfile WEB_PAGE_TEST_DIAL_UP =
            WEB_PAGE_TEST.roundTrip("web-page-test-dial-up", "rate=49 kbit/s", "rate=30 kbit/s", 120);

    /** WebPageTest "Mobile 3G": 1.6 Mbit/s down, 768 kbit/s up, round trip 300 ms. */
    public static final LinkProfile WEB_PAGE_TEST_3G =
            WEB_PAGE_TEST.roundTrip("web-page-test-3g", "rate=1.6 Mbit/s", "rate=768 kbit/s", 300);

    /** WebPageTest "3G Fast": 1.6 Mbit/s down, 768 kbit/s up, round trip 150 ms. */
    public static final LinkProfile WEB_PAGE_TEST_3G_FAST =
            WEB_PAGE_TEST.roundTrip("web-page-test-3g-fast", "rate=1.6 Mbit/s", "rate=768 kbit/s", 150);

    /** WebPageTest "3G Slow": 780 kbit/s down, 330 kbit/s up, round trip 200 ms. */
    public static final LinkProfile WEB_PAGE_TEST_3G_SLOW =
            WEB_PAGE_TEST.roundTrip("web-page-test-3g-slow", "rate=780 kbit/s", "rate=330 kbit/s", 200);

    /** WebPageTest "Edge": 240 kbit/s down, 200 kbit/s up, round trip 840 ms. */
    public static final LinkProfile WEB_PAGE_TEST_EDGE =
            WEB_PAGE_TEST.roundTrip("web-page-test-edge", "rate=240 kbit/s", "rate=200 kbit/s", 840);

    /** WebPageTest "2G": 35 kbit/s down, 32 kbit/s up, round trip 1300 ms. */
    public static final LinkProfile WEB_PAGE_TEST_2G =
            WEB_PAGE_TEST.roundTrip("web-page-test-2g", "rate=35 kbit/s", "rate=32 kbit/s", 1300);

    private static final ProfileSource WEB_PAGE_TEST_QUOTED =
            new ProfileSource("WebPageTest, connectivity.ini, as other projects quote it", "quoted");

    /** WebPageTest "2G" of another generation: 280 kbit/s down, 256 kbit/s up, round trip 800 ms. */
    public static final LinkProfile WEB_PAGE_TEST_QUOTED_2G =
            WEB_PAGE_TEST_QUOTED.roundTrip("web-page-test-quoted-2g", "rate=280 kbit/s", "rate=256 kbit/s", 800);

    /** WebPageTest "3G Slow" of another generation: 400 kbit/s down, 400 kbit/s up, round trip 400 ms. */
    public static final LinkProfile WEB_PAGE_TEST_QUOTED_3G_SLOW =
            WEB_PAGE_TEST_QUOTED.roundTrip("web-page-test-quoted-3g-slow", "rate=400 kbit/s", "rate=400 kbit/s", 400);

    /** WebPageTest "3GFast" of another generation: 1.6 Mbit/s down, 768 kbit/s up, round trip 170 ms. The rates are those of the sample file. */
    public static final LinkProfile WEB_PAGE_TEST_QUOTED_3G_FAST =
            WEB_PAGE_TEST_QUOTED.roundTrip("web-page-test-quoted-3g-fast", "rate=1.6 Mbit/s", "rate=768 kbit/s", 170);

    /** WebPageTest "4G" of another generation: 9 Mbit/s down, 9 Mbit/s up, round trip 170 ms. */
    public static final LinkProfile WEB_PAGE_TEST_QUOTED_4G =
            WEB_PAGE_TEST_QUOTED.roundTrip("web-page-test-quoted-4g", "rate=9 Mbit/s", "rate=9 Mbit/s", 170);

    /** WebPageTest "LTE" of another generation: 12 Mbit/s down, 12 Mbit/s up, round trip 70 ms. */
    public static final LinkProfile WEB_PAGE_TEST_QUOTED_LTE =
            WEB_PAGE_TEST_QUOTED.roundTrip("web-page-test-quoted-lte", "rate=12 Mbit/s", "rate=12 Mbit/s", 70);

    private static final ProfileSource SITESPEED = new ProfileSource("sitespeed.io throttle, kbit/s", "bin/index.js");

    /** sitespeed.io "3g": 1.6 Mbit/s down, 768 kbit/s up, round trip 150 ms. */
    public static final LinkProfile SITESPEED_3G =
            SITESPEED.roundTrip("sitespeed-3g", "rate=1.6 Mbit/s", "rate=768 kbit/s", 150);

    /** sitespeed.io "3gfast": 1.6 Mbit/s down, 768 kbit/s up, round trip 75 ms. */
    public static final LinkProfile SITESPEED_3G_FAST =
            SITESPEED.roundTrip("sitespeed-3g-fast", "rate=1.6 Mbit/s", "rate=768 kbit/s", 75);

    /** sitespeed.io "3gslow": 400 kbit/s down, 400 kbit/s up, round trip 200 ms. */
    public static final LinkProfile SITESPEED_3G_SLOW =
            SITESPEED.roundTrip("sitespeed-3g-slow", "rate=400 kbit/s", "rate=400 kbit/s", 200);

    /** sitespeed.io "3gem": 400 kbit/s down, 400 kbit/s up, round trip 200 ms. */
    public static final LinkProfile SITESPEED_3G_EM =
            SITESPEED.roundTrip("sitespeed-3g-em", "rate=400 kbit/s", "rate=400 kbit/s", 200);

    /** sitespeed.io "2g": 280 kbit/s down, 256 kbit/s up, round trip 400 ms. */
    public static final LinkProfile SITESPEED_2G =
            SITESPEED.roundTrip("sitespeed-2g", "rate=280 kbit/s", "rate=256 kbit/s", 400);

    /** sitespeed.io "cable": 5 Mbit/s down, 1 Mbit/s up, round trip 14 ms. */
    public static final LinkProfile SITESPEED_CABLE =
            SITESPEED.roundTrip("sitespeed-cable", "rate=5 Mbit/s", "rate=1 Mbit/s", 14);

    /** sitespeed.io "dsl": 1.5 Mbit/s down, 384 kbit/s up, round trip 25 ms. */
    public static final LinkProfile SITESPEED_DSL =
            SITESPEED.roundTrip("sitespeed-dsl", "rate=1.5 Mbit/s", "rate=384 kbit/s", 25);

    /** sitespeed.io "4g": 9 Mbit/s down, 9 Mbit/s up, round trip 85 ms. */
    public static final LinkProfile SITESPEED_4G =
            SITESPEED.roundTrip("sitespeed-4g", "rate=9 Mbit/s", "rate=9 Mbit/s", 85);

    /** sitespeed.io "lte": 12 Mbit/s down, 12 Mbit/s up, round trip 35 ms. */
    public static final LinkProfile SITESPEED_LTE =
            SITESPEED.roundTrip("sitespeed-lte", "rate=12 Mbit/s", "rate=12 Mbit/s", 35);

    /** sitespeed.io "edge": 240 kbit/s down, 200 kbit/s up, round trip 420 ms. */
    public static final LinkProfile SITESPEED_EDGE =
            SITESPEED.roundTrip("sitespeed-edge", "rate=240 kbit/s", "rate=200 kbit/s", 420);

    /** sitespeed.io "dial": 49 kbit/s down, 30 kbit/s up, round trip 60 ms. */
    public static final LinkProfile SITESPEED_DIAL =
            SITESPEED.roundTrip("sitespeed-dial", "rate=49 kbit/s", "rate=30 kbit/s", 60);

    /** sitespeed.io "fois": 20 Mbit/s down, 5 Mbit/s up, round trip 2 ms. */
    public static final LinkProfile SITESPEED_FOIS =
            SITESPEED.roundTrip("sitespeed-fois", "rate=20 Mbit/s", "rate=5 Mbit/s", 2);

    private static final ProfileSource APPLE_LEGACY = new ProfileSource(
            "Apple Network Link Conditioner, its old presets, as WebRTC's test scripts quote them", "legacy");

    /** Network Link Conditioner "3G, Average Case": 780 kbit/s down, 330 kbit/s up, 100 ms each way. */
    public static final LinkProfile APPLE_3G_AVERAGE =
            APPLE_LEGACY.oneWay("apple-3g-average", "rate=780 kbit/s delay=100 ms", "rate=330 kbit/s delay=100 ms");

    /** Network Link Conditioner "3G, Good Connectivity": 850 kbit/s down, 420 kbit/s up, 90 ms each way. */
    public static final LinkProfile APPLE_3G_GOOD =
            APPLE_LEGACY.oneWay("apple-3g-good", "rate=850 kbit/s delay=90 ms", "rate=420 kbit/s delay=90 ms");

    /** Network Link Conditioner "3G, Lossy Network": 780 kbit/s down, 330 kbit/s up, 100 ms each way, 1 % lost each way. */
    public static final LinkProfile APPLE_3G_LOSSY = APPLE_LEGACY.oneWay(
            "apple-3g-lossy", "rate=780 kbit/s delay=100 ms loss=1 %", "rate=330 kbit/s delay=100 ms loss=1 %");

    /** Network Link Conditioner "Cable Modem": 6 Mbit/s down, 1 Mbit/s up, 2 ms each way, a queue of 10 packets. */
    public static final LinkProfile APPLE_CABLE = APPLE_LEGACY.oneWay(
            "apple-cable", "rate=6 Mbit/s queue=10 packets delay=2 ms", "rate=1 Mbit/s queue=10 packets delay=2 ms");

    /** Network Link Conditioner "DSL": 2 Mbit/s down, 256 kbit/s up, 5 ms each way, a queue of 10 packets. */
    public static final LinkProfile APPLE_DSL = APPLE_LEGACY.oneWay(
            "apple-dsl", "rate=2 Mbit/s queue=10 packets delay=5 ms", "rate=256 kbit/s queue=10 packets delay=5 ms");

    /** Network Link Conditioner "Edge, Average Case": 240 kbit/s down, 200 kbit/s up, 400 ms each way. */
    public static final LinkProfile APPLE_EDGE_AVERAGE =
            APPLE_LEGACY.oneWay("apple-edge-average", "rate=240 kbit/s delay=400 ms", "rate=200 kbit/s delay=400 ms");

    /** Network Link Conditioner "Edge, Good Connectivity": 250 kbit/s down, 200 kbit/s up, 350 ms each way. */
    public static final LinkProfile APPLE_EDGE_GOOD =
            APPLE_LEGACY.oneWay("apple-edge-good", "rate=250 kbit/s delay=350 ms", "rate=200 kbit/s delay=350 ms");

    /** Network Link Conditioner "Edge, Lossy Network": 240 kbit/s down, 200 kbit/s up, 400 ms each way, 1 % lost each way. */
    public static final LinkProfile APPLE_EDGE_LOSSY = APPLE_LEGACY.oneWay(
            "apple-edge-lossy", "rate=240 kbit/s delay=400 ms loss=1 %", "rate=200 kbit/s delay=400 ms loss=1 %");

    /** Network Link Conditioner "Wifi, Average Case": 40 Mbit/s down, 33 Mbit/s up, 1 ms each way. */
    public static final LinkProfile APPLE_WIFI_AVERAGE =
            APPLE_LEGACY.oneWay("apple-wifi-average", "rate=40 Mbit/s delay=1 ms", "rate=33 Mbit/s delay=1 ms");

    /** Network Link Conditioner "Wifi, Good Connectivity": 45 Mbit/s down, 40 Mbit/s up, 1 ms each way. */
    public static final LinkProfile APPLE_WIFI_GOOD =
            APPLE_LEGACY.oneWay("apple-wifi-good", "rate=45 Mbit/s delay=1 ms", "rate=40 Mbit/s delay=1 ms");

    /** Network Link Conditioner "Wifi, Lossy Network": 40 Mbit/s down, 33 Mbit/s up, 1 ms each way. The scripts have it lose nothing. */
    public static final LinkProfile APPLE_WIFI_LOSSY =
            APPLE_LEGACY.oneWay("apple-wifi-lossy", "rate=40 Mbit/s delay=1 ms", "rate=33 Mbit/s delay=1 ms");

    private static final ProfileSource APPLE_REPORTED = new ProfileSource(
            "Apple Network Link Conditioner; Apple tells no numbers, these are second hand and unconfirmed",
            "reported");

    /** Network Link Conditioner "100% Loss": nothing passes. */
    public static final LinkProfile APPLE_100_PERCENT_LOSS =
            APPLE_REPORTED.undelayed("apple-100-percent-loss", "loss=100 %", "loss=100 %");

    /** Network Link Conditioner "LTE", by hearsay: 50 Mbit/s down, 10 Mbit/s up, 50 ms down and 65 ms up. */
    public static final LinkProfile APPLE_LTE =
            APPLE_REPORTED.oneWay("apple-lte", "rate=50 Mbit/s delay=50 ms", "rate=10 Mbit/s delay=65 ms");

    /** Network Link Conditioner "Very Bad Network", by hearsay: 1 Mbit/s down, 1 Mbit/s up, 500 ms each way, 10 % lost each way. */
    public static final LinkProfile APPLE_VERY_BAD_NETWORK = APPLE_REPORTED.oneWay(
            "apple-very-bad-network", "rate=1 Mbit/s delay=500 ms loss=10 %", "rate=1 Mbit/s delay=500 ms loss=10 %");

    /** Network Link Conditioner "Wi-Fi 802.11ac", by hearsay: 250 Mbit/s down, 100 Mbit/s up, 1 ms each way. */
    public static final LinkProfile APPLE_WIFI_802_11AC =
            APPLE_REPORTED.oneWay("apple-wifi-802-11ac", "rate=250 Mbit/s delay=1 ms", "rate=100 Mbit/s delay=1 ms");

    private static final ProfileSource WEBRTC =
            new ProfileSource("WebRTC, network constraints of its test scripts", "legacy");

    /** WebRTC "Generic, Bad": 95 kbit/s down, 95 kbit/s up, 250 ms each way, 2 % lost each way. */
    public static final LinkProfile WEBRTC_GENERIC_BAD = WEBRTC.oneWay(
            "webrtc-generic-bad", "rate=95 kbit/s delay=250 ms loss=2 %", "rate=95 kbit/s delay=250 ms loss=2 %");

    /** WebRTC "Generic, Average": 375 kbit/s down, 375 kbit/s up, 145 ms each way, 0.1 % lost each way. */
    public static final LinkProfile WEBRTC_GENERIC_AVERAGE = WEBRTC.oneWay(
            "webrtc-generic-average",
            "rate=375 kbit/s delay=145 ms loss=0.1 %",
            "rate=375 kbit/s delay=145 ms loss=0.1 %");

    /** WebRTC "Generic, Good": 1 Mbit/s down, 1 Mbit/s up, 35 ms each way. */
    public static final LinkProfile WEBRTC_GENERIC_GOOD =
            WEBRTC.oneWay("webrtc-generic-good", "rate=1 Mbit/s delay=35 ms", "rate=1 Mbit/s delay=35 ms");

    private static final ProfileSource ATC = new ProfileSource(
            "Facebook Augmented Traffic Control, utils/profiles, kbit/s and one-way delays", "master");

    /** ATC "2G Developing Rural": 20 kbit/s down, 18 kbit/s up, 650 ms each way, 2 % lost each way. */
    public static final LinkProfile ATC_2G_DEVELOPING_RURAL = ATC.oneWay(
            "atc-2g-developing-rural", "rate=20 kbit/s delay=650 ms loss=2 %", "rate=18 kbit/s delay=650 ms loss=2 %");

    /** ATC "2G Developing Urban": 35 kbit/s down, 32 kbit/s up, 650 ms each way. */
    public static final LinkProfile ATC_2G_DEVELOPING_URBAN =
            ATC.oneWay("atc-2g-developing-urban", "rate=35 kbit/s delay=650 ms", "rate=32 kbit/s delay=650 ms");

    /** ATC "Edge Lossy": 240 kbit/s down, 200 kbit/s up, 400 ms down and 440 ms up, 1 % lost each way. */
    public static final LinkProfile ATC_EDGE_LOSSY = ATC.oneWay(
            "atc-edge-lossy", "rate=240 kbit/s delay=400 ms loss=1 %", "rate=200 kbit/s delay=440 ms loss=1 %");

    /** ATC "Edge Average": 240 kbit/s down, 200 kbit/s up, 400 ms down and 440 ms up. */
    public static final LinkProfile ATC_EDGE_AVERAGE =
            ATC.oneWay("atc-edge-average", "rate=240 kbit/s delay=400 ms", "rate=200 kbit/s delay=440 ms");

    /** ATC "Edge Good": 250 kbit/s down, 200 kbit/s up, 350 ms down and 370 ms up. */
    public static final LinkProfile ATC_EDGE_GOOD =
            ATC.oneWay("atc-edge-good", "rate=250 kbit/s delay=350 ms", "rate=200 kbit/s delay=370 ms");

    /** ATC "3G Average": 780 kbit/s down, 330 kbit/s up, 100 ms each way. */
    public static final LinkProfile ATC_3G_AVERAGE =
            ATC.oneWay("atc-3g-average", "rate=780 kbit/s delay=100 ms", "rate=330 kbit/s delay=100 ms");

    /** ATC "3G Good": 850 kbit/s down, 420 kbit/s up, 90 ms down and 100 ms up. */
    public static final LinkProfile ATC_3G_GOOD =
            ATC.oneWay("atc-3g-good", "rate=850 kbit/s delay=90 ms", "rate=420 kbit/s delay=100 ms");

    /** ATC "DSL": 2 Mbit/s down, 256 kbit/s up, 5 ms each way. */
    public static final LinkProfile ATC_DSL =
            ATC.oneWay("atc-dsl", "rate=2 Mbit/s delay=5 ms", "rate=256 kbit/s delay=5 ms");

    /** ATC "Cable": 6 Mbit/s down, 1 Mbit/s up, 2 ms each way. */
    public static final LinkProfile ATC_CABLE =
            ATC.oneWay("atc-cable", "rate=6 Mbit/s delay=2 ms", "rate=1 Mbit/s delay=2 ms");

    /** ATC "No Connectivity": 1 kbit/s each way. */
    public static final LinkProfile ATC_NO_CONNECTIVITY =
            ATC.undelayed("atc-no-connectivity", "rate=1 kbit/s", "rate=1 kbit/s");

    private static final ProfileSource COMCAST = new ProfileSource(
            "comcast, README; on Linux it delays outgoing packets alone, so once a round trip", "master");

    /** comcast "GPRS": 50 kbit/s and 2 % lost each way, round trip 500 ms. */
    public static final LinkProfile COMCAST_GPRS =
            COMCAST.roundTrip("comcast-gprs", "rate=50 kbit/s loss=2 %", "rate=50 kbit/s loss=2 %", 500);

    /** comcast "EDGE": 250 kbit/s and 1.5 % lost each way, round trip 300 ms. */
    public static final LinkProfile COMCAST_EDGE =
            COMCAST.roundTrip("comcast-edge", "rate=250 kbit/s loss=1.5 %", "rate=250 kbit/s loss=1.5 %", 300);

    /** comcast "3G/HSDPA": 750 kbit/s and 1.5 % lost each way, round trip 250 ms. */
    public static final LinkProfile COMCAST_3G =
            COMCAST.roundTrip("comcast-3g", "rate=750 kbit/s loss=1.5 %", "rate=750 kbit/s loss=1.5 %", 250);

    /** comcast "Dial-up": 40 kbit/s and 2 % lost each way, round trip 185 ms. */
    public static final LinkProfile COMCAST_DIAL_UP =
            COMCAST.roundTrip("comcast-dial-up", "rate=40 kbit/s loss=2 %", "rate=40 kbit/s loss=2 %", 185);

    /** comcast "DSL, poor": 2 Mbit/s and 2 % lost each way, round trip 70 ms. */
    public static final LinkProfile COMCAST_DSL_POOR =
            COMCAST.roundTrip("comcast-dsl-poor", "rate=2 Mbit/s loss=2 %", "rate=2 Mbit/s loss=2 %", 70);

    /** comcast "DSL, good": 8 Mbit/s and 0.5 % lost each way, round trip 40 ms. */
    public static final LinkProfile COMCAST_DSL_GOOD =
            COMCAST.roundTrip("comcast-dsl-good", "rate=8 Mbit/s loss=0.5 %", "rate=8 Mbit/s loss=0.5 %", 40);

    /** comcast "WiFi": 30 Mbit/s and 0.2 % lost each way, round trip 40 ms. */
    public static final LinkProfile COMCAST_WIFI =
            COMCAST.roundTrip("comcast-wifi", "rate=30 Mbit/s loss=0.2 %", "rate=30 Mbit/s loss=0.2 %", 40);

    /** comcast "Starlink": 2.5 % lost each way, round trip 20 ms, no rate. */
    public static final LinkProfile COMCAST_STARLINK =
            COMCAST.roundTrip("comcast-starlink", "loss=2.5 %", "loss=2.5 %", 20);

    private static final ProfileSource ANDROID_5 = new ProfileSource(
            "Android emulator of AOSP 5.1, whose source says: these numbers are totally imaginary", "5.1");

    /** Android emulator 5.1 "gsm": 14.4 kbit/s down, 14.4 kbit/s up. */
    public static final LinkProfile ANDROID_5_GSM =
            ANDROID_5.undelayed("android-5-gsm", "rate=14.4 kbit/s", "rate=14.4 kbit/s");

    /** Android emulator 5.1 "hscsd": 43.2 kbit/s down, 14.4 kbit/s up. */
    public static final LinkProfile ANDROID_5_HSCSD =
            ANDROID_5.undelayed("android-5-hscsd", "rate=43.2 kbit/s", "rate=14.4 kbit/s");

    /** Android emulator 5.1 "gprs": 80 kbit/s down, 40 kbit/s up, round trip 150 to 550 ms. */
    public static final LinkProfile ANDROID_5_GPRS =
            ANDROID_5.roundTrip("android-5-gprs", "rate=80 kbit/s", "rate=40 kbit/s", 150, 550);

    /** Android emulator 5.1 "edge": 236.8 kbit/s down, 118.4 kbit/s up, round trip 80 to 400 ms. */
    public static final LinkProfile ANDROID_5_EDGE =
            ANDROID_5.roundTrip("android-5-edge", "rate=236.8 kbit/s", "rate=118.4 kbit/s", 80, 400);

    /** Android emulator 5.1 "umts": 1.92 Mbit/s down, 128 kbit/s up, round trip 35 to 200 ms. */
    public static final LinkProfile ANDROID_5_UMTS =
            ANDROID_5.roundTrip("android-5-umts", "rate=1.92 Mbit/s", "rate=128 kbit/s", 35, 200);

    /** Android emulator 5.1 "hsdpa": 14.4 Mbit/s down, 348 kbit/s up. */
    public static final LinkProfile ANDROID_5_HSDPA =
            ANDROID_5.undelayed("android-5-hsdpa", "rate=14.4 Mbit/s", "rate=348 kbit/s");

    private static final ProfileSource ANDROID =
            new ProfileSource("Android emulator, the help text of -netspeed and -netdelay", "current");

    /** Android emulator "gsm": 14.4 kbit/s down, 14.4 kbit/s up, round trip 150 to 550 ms. */
    public static final LinkProfile ANDROID_GSM =
            ANDROID.roundTrip("android-gsm", "rate=14.4 kbit/s", "rate=14.4 kbit/s", 150, 550);

    /** Android emulator "hscsd": 57.6 kbit/s down, 14.4 kbit/s up, round trip 80 to 400 ms. */
    public static final LinkProfile ANDROID_HSCSD =
            ANDROID.roundTrip("android-hscsd", "rate=57.6 kbit/s", "rate=14.4 kbit/s", 80, 400);

    /** Android emulator "gprs": 57.6 kbit/s down, 28.8 kbit/s up, round trip 35 to 200 ms. */
    public static final LinkProfile ANDROID_GPRS =
            ANDROID.roundTrip("android-gprs", "rate=57.6 kbit/s", "rate=28.8 kbit/s", 35, 200);

    /** Android emulator "umts": 384 kbit/s down, 384 kbit/s up, round trip 35 to 200 ms. */
    public static final LinkProfile ANDROID_UMTS =
            ANDROID.roundTrip("android-umts", "rate=384 kbit/s", "rate=384 kbit/s", 35, 200);

    /** Android emulator "edge": 473.6 kbit/s down, 473.6 kbit/s up, round trip 80 to 400 ms. */
    public static final LinkProfile ANDROID_EDGE =
            ANDROID.roundTrip("android-edge", "rate=473.6 kbit/s", "rate=473.6 kbit/s", 80, 400);

    /** Android emulator "hsdpa": 13.98 Mbit/s down, 5.76 Mbit/s up. */
    public static final LinkProfile ANDROID_HSDPA =
            ANDROID.undelayed("android-hsdpa", "rate=13.98 Mbit/s", "rate=5.76 Mbit/s");

    /** Android emulator "lte": 173 Mbit/s down, 58 Mbit/s up. */
    public static final LinkProfile ANDROID_LTE = ANDROID.undelayed("android-lte", "rate=173 Mbit/s", "rate=58 Mbit/s");

    /** Android emulator "evdo": 280 Mbit/s down, 75 Mbit/s up. */
    public static final LinkProfile ANDROID_EVDO =
            ANDROID.undelayed("android-evdo", "rate=280 Mbit/s", "rate=75 Mbit/s");

    private static final ProfileSource STR0M = new ProfileSource("str0m-netem, its presets", "0.1");

    /** str0m "wifi": 5 ms give or take 2 each way, 100 Mbit/s, a queue of 200 kB; 2 of some 202 packets lost, in bursts. */
    public static final LinkProfile STR0M_WIFI =
            STR0M.bursty("str0m-wifi", "rate=100 Mbit/s queue=200 kB delay=5 ms jitter=2 ms", 200, 2);

    /** str0m "wifi_lossy": 15 ms give or take 10 each way, 50 Mbit/s, a queue of 100 kB; 2 of some 42 packets lost, in bursts. */
    public static final LinkProfile STR0M_WIFI_LOSSY =
            STR0M.bursty("str0m-wifi-lossy", "rate=50 Mbit/s queue=100 kB delay=15 ms jitter=10 ms", 40, 2);

    /** str0m "wifi_congested": 10 ms give or take 20 each way, 5 Mbit/s, a queue of 30 kB; 2 of some 22 packets lost, in bursts. */
    public static final LinkProfile STR0M_WIFI_CONGESTED =
            STR0M.bursty("str0m-wifi-congested", "rate=5 Mbit/s queue=30 kB delay=10 ms jitter=20 ms", 20, 2);

    /** str0m "cellular": 50 ms give or take 15 each way, 30 Mbit/s, a queue of 100 kB; 2 of some 102 packets lost, in bursts. */
    public static final LinkProfile STR0M_CELLULAR =
            STR0M.bursty("str0m-cellular", "rate=30 Mbit/s queue=100 kB delay=50 ms jitter=15 ms", 100, 2);

    /** str0m "satellite": 600 ms give or take 30 each way, 15 Mbit/s, a queue of 500 kB; 3 of some 103 packets lost, in bursts. */
    public static final LinkProfile STR0M_SATELLITE =
            STR0M.bursty("str0m-satellite", "rate=15 Mbit/s queue=500 kB delay=600 ms jitter=30 ms", 100, 3);

    /** str0m "congested": 80 ms give or take 40 each way, 10 Mbit/s, a queue of 50 kB; 2 of some 22 packets lost, in bursts. */
    public static final LinkProfile STR0M_CONGESTED =
            STR0M.bursty("str0m-congested", "rate=10 Mbit/s queue=50 kB delay=80 ms jitter=40 ms", 20, 2);

    private static final List<LinkProfile> ALL = List.of(
            CHROME_OFFLINE,
            CHROME_SLOW_3G,
            CHROME_SLOW_4G,
            CHROME_FAST_4G,
            LIGHTHOUSE_SLOW_4G,
            LIGHTHOUSE_REGULAR_3G,
            LIGHTHOUSE_DESKTOP,
            WEB_PAGE_TEST_CABLE,
            WEB_PAGE_TEST_DSL,
            WEB_PAGE_TEST_FIOS,
            WEB_PAGE_TEST_DIAL_UP,
            WEB_PAGE_TEST_3G,
            WEB_PAGE_TEST_3G_FAST,
            WEB_PAGE_TEST_3G_SLOW,
            WEB_PAGE_TEST_EDGE,
            WEB_PAGE_TEST_2G,
            WEB_PAGE_TEST_QUOTED_2G,
            WEB_PAGE_TEST_QUOTED_3G_SLOW,
            WEB_PAGE_TEST_QUOTED_3G_FAST,
            WEB_PAGE_TEST_QUOTED_4G,
            WEB_PAGE_TEST_QUOTED_LTE,
            SITESPEED_3G,
            SITESPEED_3G_FAST,
            SITESPEED_3G_SLOW,
            SITESPEED_3G_EM,
            SITESPEED_2G,
            SITESPEED_CABLE,
            SITESPEED_DSL,
            SITESPEED_4G,
            SITESPEED_LTE,
            SITESPEED_EDGE,
            SITESPEED_DIAL,
            SITESPEED_FOIS,
            APPLE_3G_AVERAGE,
            APPLE_3G_GOOD,
            APPLE_3G_LOSSY,
            APPLE_CABLE,
            APPLE_DSL,
            APPLE_EDGE_AVERAGE,
            APPLE_EDGE_GOOD,
            APPLE_EDGE_LOSSY,
            APPLE_WIFI_AVERAGE,
            APPLE_WIFI_GOOD,
            APPLE_WIFI_LOSSY,
            APPLE_100_PERCENT_LOSS,
            APPLE_LTE,
            APPLE_VERY_BAD_NETWORK,
            APPLE_WIFI_802_11AC,
            WEBRTC_GENERIC_BAD,
            WEBRTC_GENERIC_AVERAGE,
            WEBRTC_GENERIC_GOOD,
            ATC_2G_DEVELOPING_RURAL,
            ATC_2G_DEVELOPING_URBAN,
            ATC_EDGE_LOSSY,
            ATC_EDGE_AVERAGE,
            ATC_EDGE_GOOD,
            ATC_3G_AVERAGE,
            ATC_3G_GOOD,
            ATC_DSL,
            ATC_CABLE,
            ATC_NO_CONNECTIVITY,
            COMCAST_GPRS,
            COMCAST_EDGE,
            COMCAST_3G,
            COMCAST_DIAL_UP,
            COMCAST_DSL_POOR,
            COMCAST_DSL_GOOD,
            COMCAST_WIFI,
            COMCAST_STARLINK,
            ANDROID_5_GSM,
            ANDROID_5_HSCSD,
            ANDROID_5_GPRS,
            ANDROID_5_EDGE,
            ANDROID_5_UMTS,
            ANDROID_5_HSDPA,
            ANDROID_GSM,
            ANDROID_HSCSD,
            ANDROID_GPRS,
            ANDROID_UMTS,
            ANDROID_EDGE,
            ANDROID_HSDPA,
            ANDROID_LTE,
            ANDROID_EVDO,
            STR0M_WIFI,
            STR0M_WIFI_LOSSY,
            STR0M_WIFI_CONGESTED,
            STR0M_CELLULAR,
            STR0M_SATELLITE,
            STR0M_CONGESTED);

    private LinkProfiles() {}

    /**
     * All profiles, source by source.
     *
     * @return an unmodifiable list
     */
    public static List<LinkProfile> all() {
        return ALL;
    }

    /**
     * The profile of a name.
     *
     * @param name the name, such as {@code web-page-test-3g}, or that of the constant; case, hyphens, underscores and blanks make no difference
     * @return the profile
     * @throws IllegalArgumentException if there is none
     */
    public static LinkProfile byName(String name) {
        String key = key(name);
        for (LinkProfile profile : ALL) {
            if (key(profile.name()).equals(key)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("profile is unknown: \"" + name + "\"");
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", "-");
    }
}
