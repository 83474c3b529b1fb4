package display

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/web/socket"
)

const (
	audience = 2000
	fullRun  = time.Second
	beatRun  = 1500 * time.Millisecond
	rounds   = 3 // interleaved, so that a noisy second falls on both
)

// figures are what one server did for its audience.
type figures struct {
	rate float64       // deliveries a second, flat out
	cpu  float64       // seconds of the server for 100,000 of them
	p99  time.Duration // publish to read, at ten a second
	size float64       // KiB a connection
}

// BenchmarkFanout sends one small board to 2,000 pages, flat out and ten times a second, beside the least any server can
// do: one write a socket from one goroutine. Both send frames of the same size. Run it with -benchtime 1x.
func BenchmarkFanout(b *testing.B) {
	for b.Loop() {
		var rates, cpus, p99s, sizes []float64
		for range rounds {
			raw, room := runRaw(b), runRoom(b)
			b.Logf("room %.0f/s %.2f s %v, raw %.0f/s %.2f s %v", room.rate, room.cpu, room.p99, raw.rate, raw.cpu, raw.p99)
			rates, cpus = append(rates, room.rate/raw.rate), append(cpus, room.cpu/raw.cpu)
			p99s, sizes = append(p99s, float64(room.p99)/float64(raw.p99)), append(sizes, room.size)
		}
		b.ReportMetric(median(rates), "rate-of-raw")
		b.ReportMetric(median(cpus), "cpu-of-raw")
		b.ReportMetric(median(p99s), "p99-of-raw")
		b.ReportMetric(median(sizes), "KiB/conn")
	}
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// notice is a board's only page; its photo's address carries the moment of publication.
func notice() station.Article {
	return station.Article{ID: "a", Kind: station.Notice, Public: true, Title: "接待日公告", PublishedOn: "2026-11-18",
		Body: "本周三上午，镇人大代表在中心联络站接待选民，欢迎前来反映情况。", Source: "镇人大主席团", Photo: published()}
}

func published() string { return fmt.Sprintf("%c%d%c", stampMark, time.Now().UnixNano(), stampMark) }

func runRoom(b *testing.B) figures {
	h := open(b, 0)
	h.put(station.KindScreen, "hall", station.Screen{ID: "hall", Kind: station.WallScreen, Width: 1920, Height: 1080,
		Pages: []station.PageKind{station.PageNotice}})
	publish := func() { h.put(station.KindArticle, "a", notice()) }
	publish()
	before := memoryInUse()
	pages := subscribe(b, h.addr, audience)
	for h.room.Sockets() < audience {
		runtime.Gosched()
	}
	size := float64(memoryInUse()-before) / audience / 1024
	f := measure(b, pages, publish, func() {
		publish()
		for len(h.room.hub.news.bell) > 0 {
			time.Sleep(100 * time.Microsecond)
		}
	})
	f.size = size
	h.room.Close()
	return f
}

func runRaw(b *testing.B) figures {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	hearers := accept(b, listener)
	pages := subscribe(b, listener.Addr().String(), audience)
	conns := <-hearers
	publish := func() { writeAll(b, conns, socket.Text(fmt.Appendf(nil, "%-820s", published()))) }
	f := measure(b, pages, publish, publish)
	for _, conn := range conns {
		conn.Close()
	}
	return f
}

// measure publishes flat out, then ten times a second.
func measure(b *testing.B, pages *subscribers, publish, publishAtOnce func()) (f figures) {
	b.Helper()
	var spent float64
	t := pages.during(b, func() {
		before := processorSeconds(b)
		for began := time.Now(); time.Since(began) < fullRun; {
			publishAtOnce()
		}
		spent = processorSeconds(b) - before
	})
	f.rate, f.cpu = float64(t.Frames)/t.Seconds, spent*100_000/float64(t.Frames)
	t = pages.during(b, func() {
		beat := time.NewTicker(100 * time.Millisecond)
		defer beat.Stop()
		for began := time.Now(); time.Since(began) < beatRun; {
			<-beat.C
			publish()
		}
		time.Sleep(100 * time.Millisecond) // the last one is on its way
	})
	f.p99 = t.P99
	pages.leave(b)
	return f
}

// processorSeconds is the time both cores have spent in this process.
func processorSeconds(b *testing.B) float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

func writeAll(b *testing.B, conns []net.Conn, frame []byte) {
	for _, conn := range conns {
		if _, err := conn.Write(frame); err != nil {
			b.Fatal(err)
		}
	}
}

// accept shakes hands with the audience as briefly as the protocol allows.
func accept(b *testing.B, listener net.Listener) <-chan []net.Conn {
	all := make(chan []net.Conn, 1)
	go func() {
		var conns []net.Conn
		for range audience {
			conn, err := listener.Accept()
			if err == nil {
				_, err = http.ReadRequest(bufio.NewReader(conn))
			}
			if err == nil {
				_, err = fmt.Fprint(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
			}
			if err != nil {
				b.Error(err)
				break
			}
			conns = append(conns, conn)
		}
		all <- conns
	}()
	return all
}

func memoryInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	debug.FreeOSMemory()
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
