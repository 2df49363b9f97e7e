#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Records the small sample capture of this project.
#
#   usage: record.sh OUTPUT.pcap [EXCERPT.pcapng]
#
# What it does
#   Builds a tiny private network out of three network namespaces on this one
#   machine and records what real programs say to each other across it:
#
#     client 10.0.0.2, fd00:10::2 --- router --- server 192.0.2.7, 2001:db8::7
#
#   The recording is taken on the client's interface, whole frames, nanosecond
#   timestamps. All offloads are off, so every frame is as it would be on a
#   cable: at most 1514 bytes, with its checksums filled in. Everything runs on
#   one processor, because frames that two processors see at the same moment
#   can be recorded in the wrong order. If the kernel has the netem queue, the
#   router delays each direction by 8 ms; if it has not, the recording is made
#   without a delay and the note says so.
#
#   It writes OUTPUT.pcap and, beside it, OUTPUT.md: a note with the program
#   versions and the packet counts. With a second argument it also writes, as
#   pcapng, the first packets of the recording, up to the large transfers.
#   Nothing is written to those places until the recording passed its checks.
#
#   No packet leaves the machine. The addresses are private or reserved for
#   documentation, the MAC addresses are fixed and locally administered, and
#   the payload is generated here. Each run gives a different recording: the
#   timings, the port numbers and so on are real ones.
#
# What it needs
#   Linux, root, about 20 seconds, and these Debian packages: iproute2 ethtool
#   procps util-linux tcpdump curl iperf3 iputils-ping dnsmasq-base bind9-dnsutils
#   python3; for the excerpt also wireshark-common (editcap).
#
# What it leaves behind
#   Only the files named above. On exit, also after an error, it stops the
#   processes it started and deletes the namespaces it made.

set -euo pipefail
export LC_ALL=C

MAX_BYTES=1600000
MAX_EXCERPT_BYTES=60000
CLIENT=weir-client-$$
ROUTER=weir-router-$$
SERVER=weir-server-$$
V4=192.0.2.7
V6=2001:db8::7
NAME=www.example.test

namespaces=()
pids=()
work=
delay="none (the kernel had no netem queue)"

say() { printf '%s\n' "$*" >&2; }
die() { say "record.sh: $*"; exit 1; }

# --- setting up and tearing down --------------------------------------------

stop() { # PID: ends one process that this script started
  [[ $'\n'$(jobs -pr)$'\n' == *$'\n'"$1"$'\n'* ]] || return 0 # has ended already
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

cleanup() {
  local it
  for it in "${pids[@]}"; do stop "$it"; done
  for it in "${namespaces[@]}"; do ip netns del "$it" 2>/dev/null || true; done
  if [[ -n $work ]]; then rm -rf -- "$work"; fi
}

require() {
  local tool
  [[ $(id -u) -eq 0 ]] || die "must be run as root"
  for tool in taskset ip ss tc sysctl ethtool tcpdump curl iperf3 ping dnsmasq dig python3; do
    command -v "$tool" >/dev/null || die "needs $tool"
  done
}

on() { ip netns exec "$@"; } # NAMESPACE COMMAND...

use_one_processor() { # this script, and so all that it starts
  local allowed
  allowed=$(taskset -cp $$ | sed 's/.*: //')
  taskset -cp "${allowed%%[,-]*}" $$ >/dev/null
}

add_namespace() {
  ip netns add "$1"
  namespaces+=("$1")
  ip -n "$1" link set lo up
}

add_link() { # NAMESPACE INTERFACE MAC PEER_NAMESPACE PEER_INTERFACE PEER_MAC
  ip -n "$1" link add name "$2" address "$3" type veth \
    peer name "$5" address "$6" netns "$4"
  offloads_off "$1" "$2"
  offloads_off "$4" "$5"
}

offloads_off() { # NAMESPACE INTERFACE
  on "$1" ethtool -K "$2" tso off gso off gro off tx off rx off >/dev/null
}

add_host() { # NAMESPACE INTERFACE V4 V6 [V4_GATEWAY V6_GATEWAY]
  ip -n "$1" addr add "$3" dev "$2"
  ip -n "$1" addr add "$4" dev "$2" nodad
  ip -n "$1" link set "$2" up
  if [[ $# -gt 4 ]]; then
    ip -n "$1" route add default via "$5"
    ip -n "$1" -6 route add default via "$6"
  fi
}

build_network() {
  add_namespace "$CLIENT"
  add_namespace "$ROUTER"
  add_namespace "$SERVER"
  on "$ROUTER" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
  add_link "$CLIENT" eth0 02:00:00:00:00:02 "$ROUTER" lan 02:00:00:00:00:01
  add_link "$SERVER" eth0 02:00:00:00:01:07 "$ROUTER" wan 02:00:00:00:01:01
  add_host "$ROUTER" lan 10.0.0.1/24 fd00:10::1/64
  add_host "$ROUTER" wan 192.0.2.1/24 2001:db8::1/64
  add_host "$CLIENT" eth0 10.0.0.2/24 fd00:10::2/64 10.0.0.1 fd00:10::1
  add_host "$SERVER" eth0 "$V4/24" "$V6/64" 192.0.2.1 2001:db8::1
  add_delay
}

add_delay() {
  if on "$ROUTER" tc qdisc add dev lan root netem delay 8ms 2>/dev/null &&
     on "$ROUTER" tc qdisc add dev wan root netem delay 8ms 2>/dev/null; then
    delay="8 ms in each direction, by netem on the router"
  fi
}

wait_for() { # WHAT COMMAND...: until the command succeeds, 10 seconds at most
  local what=$1 _
  shift
  for _ in {1..100}; do
    if "$@"; then return; fi
    sleep 0.1
  done
  die "gave up waiting for $what"
}

addresses_ready() {
  local it
  for it in "${namespaces[@]}"; do
    [[ -z $(ip -n "$it" -6 addr show tentative) ]] || return 1
  done
}

# --- the servers ------------------------------------------------------------

make_files() {
  mkdir "$work/www"
  python3 - "$work" <<'PYTHON'
import sys
def write(name, size):
    lines = "".join("%s, line %06d\n" % (name, i) for i in range(size // 16))
    with open(sys.argv[1] + "/" + name, "w") as out:
        out.write(lines[:size])
for name, size in (("index.html", 700), ("style.css", 2500), ("note.txt", 90),
                   ("picture.bin", 9000), ("large.txt", 300000),
                   ("medium.txt", 150000)):
    write("www/" + name, size)
write("upload.txt", 60000)
PYTHON
}

write_web_server() { # python's own web server, which also takes uploads
  cat >"$work/web.py" <<'PYTHON'
import http.server, socket, sys

class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def __init__(self, *args):
        super().__init__(*args, directory=sys.argv[1])
    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6
    def server_bind(self):
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()

Server(("::", 80), Handler).serve_forever()
PYTHON
}

serve() { # COMMAND...: runs it in the server namespace, in the background
  # Not by on(): $! would be the id of a subshell, and not of the server.
  ip netns exec "$SERVER" "$@" >>"$work/servers.log" 2>&1 &
  pids+=($!)
}

listening() { # TCP_PORT
  [[ -n $(on "$SERVER" ss -Hltn "sport = :$1") ]]
}

start_servers() {
  make_files
  write_web_server
  serve dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --user=root \
    --no-resolv --no-hosts --bind-interfaces --listen-address="$V4,$V6" \
    --local=/example.test/ --host-record="$NAME,$V4,$V6" \
    --host-record="files.example.test,$V4,$V6" \
    --txt-record=example.test,"a name reserved for tests"
  serve python3 "$work/web.py" "$work/www"
  serve iperf3 --server --forceflush
  wait_for "the name server" listening 53
  wait_for "the web server" listening 80
  wait_for "the iperf3 server" listening 5201
}

# --- the traffic ------------------------------------------------------------

client() { on "$CLIENT" "$@" >>"$work/client.log" 2>&1; }

query() { client dig +tries=1 +time=3 "$@"; }

fetch() { # CURL_ARGUMENT...
  client curl --silent --show-error --fail --max-time 10 \
    --resolve "$NAME:80:$V4,[$V6]" --output /dev/null "$@"
}

names() {
  query "@$V4" "$NAME" A
  query "@$V4" "$NAME" AAAA
  query "@$V4" files.example.test A
  query "@$V6" files.example.test AAAA
  query "@$V4" missing.example.test A
  query "@$V4" +tcp example.test TXT
}

pings() {
  client ping -c 4 -i 0.5 "$V4"
  client ping -6 -c 4 -i 0.5 "$V6"
  client ping -c 2 -i 0.5 -s 3000 "$V4" # three fragments each way
  client ping -6 -c 1 -s 3000 "$V6"
}

closed_port() { # the server answers with a reset
  local status=0
  fetch "http://$V4:81/" || status=$?
  [[ $status -eq 7 ]] || die "port 81 should have refused, curl said $status"
}

small_files() {
  local file
  fetch -4 "http://$NAME/index.html"
  for file in style.css note.txt picture.bin; do
    fetch -4 "http://$NAME/$file"
    sleep 0.2
  done
}

transfers() {
  fetch -4 "http://$NAME/large.txt"
  sleep 1
  fetch -4 --upload-file "$work/upload.txt" "http://$NAME/upload.txt"
  sleep 1
  fetch -6 "http://$NAME/medium.txt"
}

bursts() {
  client iperf3 --client "$V4" --reverse --bytes 400K --length 8K --repeating-payload
  sleep 1
  client iperf3 --client "$V4" --udp --bitrate 2M --bytes 100K --repeating-payload
}

make_traffic() {
  names
  sleep 0.6
  pings
  sleep 0.6
  small_files
  closed_port
  sleep 0.8
  transfers
  sleep 1
  bursts
}

# --- the recording ----------------------------------------------------------

record() {
  local recorder
  ip netns exec "$CLIENT" tcpdump -i eth0 -n -Z root --immediate-mode -B 16384 \
    --time-stamp-precision=nano -w "$work/new.pcap" 2>"$work/tcpdump.log" &
  recorder=$!
  pids+=("$recorder")
  wait_for "tcpdump" grep -q 'listening on' "$work/tcpdump.log"
  # Forget the neighbours, so that the recording shows how they are found.
  ip -n "$CLIENT" neigh flush all
  ip -n "$ROUTER" neigh flush all
  make_traffic || die "the traffic failed: $(tail -n 3 "$work/client.log")"
  sleep 1
  stop "$recorder"
}

count() { # [FILTER]: packets of the new recording
  tcpdump -r "$work/new.pcap" --count "$@" 2>/dev/null | cut -d' ' -f1
}

check() {
  local size
  size=$(stat -c %s "$work/new.pcap")
  [[ $size -le $MAX_BYTES ]] || die "the recording is too large: $size bytes"
  grep -q '^0 packets dropped by kernel' "$work/tcpdump.log" ||
    die "tcpdump lost packets: $(tail -n 3 "$work/tcpdump.log")"
  [[ $(count 'greater 1515') -eq 0 ]] || die "there are frames over 1514 bytes"
  tcpdump -r "$work/new.pcap" -nn -tt --time-stamp-precision=nano \
    >"$work/brief.txt" 2>/dev/null
  cut -d' ' -f1 "$work/brief.txt" | sort -c 2>/dev/null ||
    die "the packets are not in the order of their times"
  tcpdump -r "$work/new.pcap" -nn -vv >"$work/verbose.txt" 2>/dev/null
  # tcpdump's words for it differ from layer to layer.
  if grep -Eq '\(incorrect|(bad|wrong) ([a-z0-9]+ )?cksum' "$work/verbose.txt"; then
    die "there are wrong checksums"
  fi
}

# --- the note and the excerpt -----------------------------------------------

row() { # LABEL FILTER
  printf '| %s | `%s` | %s |\n' "$1" "$2" "$(count "$2")"
}

duration() {
  awk 'NR == 1 { first = $1 } { last = $1 } END { printf "%.1f", last - first }' \
    "$work/brief.txt"
}

versions() {
  printf 'Linux %s, ' "$(uname -r | cut -d- -f1)"
  tcpdump --version 2>&1 | awk 'NR == 1 { v = $3 } NR == 2 { printf "tcpdump %s (libpcap %s), ", v, $3 }'
  curl --version | awk 'NR == 1 { printf "curl %s, ", $2 }'
  iperf3 --version | awk 'NR == 1 { printf "iperf3 %s, ", $2 }'
  dnsmasq --version | awk 'NR == 1 { printf "dnsmasq %s, ", $3 }'
  dig -v 2>&1 | awk '{ sub(/-.*/, "", $2); printf "dig %s, ", $2 }'
  ping -V | awk 'NR == 1 { printf "ping (iputils) %s, ", $NF }'
  python3 --version | awk '{ printf "Python %s (http.server)\n", $2 }'
}

note() { # NAME_OF_THE_RECORDING
  cat <<TEXT
# $1

A recording of real programs talking across a small private network, made by
\`record.sh\` on $recorded. A client reaches a server through a router; the
three are network namespaces of one Linux machine, held to one processor. The
frames were recorded on the client's interface, whole and with nanosecond
timestamps. Offloads were off, so no frame is longer than 1514 bytes and the
checksums are valid. Delay added on the way:
$delay.

The client looks up names (over UDP, once over TCP), pings, also with 3000
bytes so that the packets are fragmented, downloads files of 90 bytes to 300 kB
over HTTP (IPv4 and IPv6), uploads 60 kB, tries a closed port, and runs two
iperf3 bursts (TCP towards the client, UDP towards the server). ARP, neighbour
discovery and the like are what the kernel sent by itself.

| | |
|---|---|
| Format | pcap, nanoseconds, Ethernet |
| Size | $(stat -c %s "$work/new.pcap") bytes |
| Packets | $(count) |
| Duration | $(duration) seconds |
| Client | 10.0.0.2, fd00:10::2 |
| Router, client's side | 10.0.0.1, fd00:10::1 |
| Server | 192.0.2.7, 2001:db8::7, names under example.test |
| Ports of the server | 53 dnsmasq, 80 HTTP, 5201 iperf3, 81 closed |
| TCP congestion control | $(on "$SERVER" sysctl -n net.ipv4.tcp_congestion_control) |
| Programs | $(versions) |

The addresses are private (RFC 1918, RFC 4193), reserved for documentation
(RFC 5737, RFC 3849), link-local or multicast. The MAC addresses are locally
administered and were set by hand.

Packets that match a tcpdump filter (one packet can match several):

| Packets | Filter | Count |
|---|---|---|
$(row "IPv4" 'ip')
$(row "IPv6" 'ip6')
$(row "ARP" 'arp')
$(row "TCP over IPv4" 'ip and tcp')
$(row "TCP over IPv6" 'ip6 and tcp')
$(row "TCP, IPv4, SYN without ACK" 'tcp[tcpflags] & (tcp-syn+tcp-ack) == tcp-syn')
$(row "TCP, IPv6, SYN without ACK" 'ip6[6] == 6 and ip6[53] & 0x12 == 2')
$(row "TCP, IPv4, RST" 'tcp[tcpflags] & tcp-rst != 0')
$(row "UDP over IPv4" 'ip and udp')
$(row "UDP over IPv6" 'ip6 and udp')
$(row "DNS over UDP" 'udp port 53')
$(row "DNS over TCP" 'tcp port 53')
$(row "ICMP, all fragments included" 'icmp')
$(row "ICMPv6, all fragments included, without listener reports" 'icmp6')
$(row "ICMPv6 listener reports (behind a hop-by-hop header)" 'ip6[6] == 0 and ip6[40] == 58')
$(row "IPv4 fragments" 'ip[6:2] & 0x3fff != 0')
$(row "IPv4 fragments other than the first" 'ip[6:2] & 0x1fff != 0')
$(row "IPv6 fragments" 'ip6[6] == 44')
$(row "IPv6 fragments other than the first" 'ip6[6] == 44 and ip6[42:2] & 0xfff8 != 0')

Licence: this is the project's own recording, and its payload was generated for
it. It is under Apache-2.0 like the rest of the project.
TEXT
}

excerpt() { # all up to the reset by the closed port, before the large transfers
  local packets size
  packets=$(awk '/Flags \[R/ { print NR; exit }' "$work/brief.txt")
  editcap -F pcapng -r "$work/new.pcap" "$work/new.pcapng" "1-$packets"
  size=$(stat -c %s "$work/new.pcapng")
  [[ $size -le $MAX_EXCERPT_BYTES ]] || die "the excerpt is too large: $size bytes"
}

main() {
  [[ $# -eq 1 || $# -eq 2 ]] || die "usage: record.sh OUTPUT.pcap [EXCERPT.pcapng]"
  [[ $1 == *.pcap ]] || die "the output's name must end in .pcap"
  require
  trap cleanup EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d)
  use_one_processor
  build_network
  wait_for "the IPv6 addresses" addresses_ready
  start_servers
  recorded=$(date -u +%Y-%m-%d)
  record
  check
  note "$(basename "$1")" >"$work/new.md"
  if [[ $# -eq 2 ]] && command -v editcap >/dev/null; then
    excerpt
    cp "$work/new.pcapng" "$2"
  elif [[ $# -eq 2 ]]; then
    say "no excerpt: editcap is not installed"
  fi
  cp "$work/new.pcap" "$1"
  cp "$work/new.md" "${1%.pcap}.md"
  say "wrote $1 ($(count) packets, $(duration) seconds) and ${1%.pcap}.md"
}

main "$@"
