package display

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// stampMark stands before the time a message was published, in nanoseconds, and after it.
const stampMark = '@'

// subscribers are pages in a process of their own, so that their work is not counted as the server's.
type subscribers struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	out   *bufio.Reader
}

// tally is what all subscribers of a run saw.
type tally struct {
	Frames  int64         `json:"frames"`
	Seconds float64       `json:"seconds"`
	P99     time.Duration `json:"p99"` // publish call to bytes read
}

// subscribe connects n pages to an address and returns when all are up.
func subscribe(b *testing.B, addr string, n int) *subscribers {
	b.Helper()
	s := &subscribers{cmd: exec.Command(os.Args[0])}
	s.cmd.Env = append(os.Environ(), "SUBSCRIBE="+addr, "SUBSCRIBERS="+strconv.Itoa(n))
	s.cmd.Stderr = os.Stderr
	var err error
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	s.out = bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	s.line(b)
	return s
}

func (s *subscribers) line(b *testing.B) string {
	b.Helper()
	line, err := s.out.ReadString('\n')
	if err != nil {
		b.Fatalf("the subscribers say nothing: %v", err)
	}
	return line
}

// during counts what the pages see while something happens.
func (s *subscribers) during(b *testing.B, happens func()) (t tally) {
	b.Helper()
	s.say(b, "count")
	s.line(b)
	happens()
	s.say(b, "stop")
	if err := json.Unmarshal([]byte(s.line(b)), &t); err != nil {
		b.Fatal(err)
	}
	return t
}

func (s *subscribers) say(b *testing.B, word string) {
	b.Helper()
	if _, err := io.WriteString(s.stdin, word+"\n"); err != nil {
		b.Fatal(err)
	}
}

func (s *subscribers) leave(b *testing.B) {
	b.Helper()
	if err := errors.Join(s.stdin.Close(), s.cmd.Wait()); err != nil {
		b.Fatal(err)
	}
}

func TestMain(m *testing.M) {
	if addr := os.Getenv("SUBSCRIBE"); addr != "" {
		n, err := strconv.Atoi(os.Getenv("SUBSCRIBERS"))
		if err == nil {
			err = beSubscribers(addr, n)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// ledger is what the pages of this process saw since it was last cleared.
type ledger struct {
	frames atomic.Int64
	lock   sync.Mutex
	delays []time.Duration
	began  time.Time
}

func (l *ledger) seen(payload []byte) {
	l.frames.Add(1)
	if delay, stamped := delayOf(payload); stamped {
		l.lock.Lock()
		l.delays = append(l.delays, delay)
		l.lock.Unlock()
	}
}

func (l *ledger) clear() {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.frames.Store(0)
	l.delays, l.began = l.delays[:0], time.Now()
}

func (l *ledger) tally() tally {
	l.lock.Lock()
	defer l.lock.Unlock()
	t := tally{Frames: l.frames.Load(), Seconds: time.Since(l.began).Seconds()}
	slices.Sort(l.delays)
	if len(l.delays) > 0 {
		t.P99 = l.delays[len(l.delays)*99/100]
	}
	return t
}

// beSubscribers is the child: it connects, says "up", then counts and reports as it is told, until stdin ends.
func beSubscribers(addr string, n int) error {
	var l ledger
	for range n {
		page, err := shake(addr)
		if err != nil {
			return err
		}
		go readFrames(page, l.seen)
	}
	fmt.Println("up")
	words := bufio.NewScanner(os.Stdin)
	for words.Scan() {
		if words.Text() == "count" {
			l.clear()
			fmt.Println("counting")
		} else if err := json.NewEncoder(os.Stdout).Encode(l.tally()); err != nil {
			return err
		}
	}
	return words.Err()
}

func shake(addr string) (*bufio.Reader, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(conn, "GET /ws/screens/hall HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", addr)
	page := bufio.NewReader(conn)
	for {
		line, err := page.ReadString('\n')
		if err != nil {
			return nil, err
		}
		if line == "\r\n" {
			return page, nil
		}
	}
}

// readFrames reads until the connection ends; it understands what servers send.
func readFrames(page *bufio.Reader, seen func([]byte)) {
	var payload []byte
	var head [8]byte
	for {
		if _, err := io.ReadFull(page, head[:2]); err != nil {
			return
		}
		size := uint64(head[1])
		if wide := map[uint64]int{126: 2, 127: 8}[size]; wide > 0 {
			clear(head[:])
			if _, err := io.ReadFull(page, head[8-wide:]); err != nil {
				return
			}
			size = binary.BigEndian.Uint64(head[:])
		}
		payload = slices.Grow(payload[:0], int(size))[:size]
		if _, err := io.ReadFull(page, payload); err != nil {
			return
		}
		seen(payload)
	}
}

func delayOf(payload []byte) (time.Duration, bool) {
	_, rest, _ := bytes.Cut(payload, []byte{stampMark})
	digits, _, found := bytes.Cut(rest, []byte{stampMark})
	nanos, err := strconv.ParseInt(string(digits), 10, 64)
	return time.Duration(time.Now().UnixNano() - nanos), found && err == nil
}
