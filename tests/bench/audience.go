package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// arrival is one frame as one subscriber heard it.
type arrival struct {
	n  int
	at time.Time
}

// audience is many open sockets that do nothing but read. It reads both rivals alike.
type audience struct {
	conns   []net.Conn
	heard   []([]arrival) // by subscriber; read only after leave
	frames  atomic.Int64
	size    atomic.Int64 // bytes of the last frame
	newest  chan int     // numbers the last subscriber heard
	all     sync.WaitGroup
	dropped atomic.Int64 // connections that ended before the audience left
	leaving atomic.Bool
}

// seatAudience opens the sockets one after the other; pass is what each shows at the door.
func seatAudience(ctx context.Context, address, path string, count int, pass func(i int) string) (*audience, error) {
	a := &audience{heard: make([][]arrival, count), newest: make(chan int, 1<<12)}
	for i := range count {
		conn, in, err := subscribe(ctx, address, path, pass(i))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("subscriber %d: %w", i, err), a.leave())
		}
		a.conns = append(a.conns, conn)
		a.all.Go(func() {
			a.listen(i, i == count-1, in)
			if !a.leaving.Load() {
				a.dropped.Add(1)
			}
		})
	}
	return a, nil
}

// subscribe opens one websocket by hand: 2,000 of a library's would weigh more than what is measured.
func subscribe(ctx context.Context, address, path, pass string) (net.Conn, *bufio.Reader, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, nil, err
	}
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n%s\r\n", path, address, pass); err != nil {
		return nil, nil, err
	}
	in := bufio.NewReaderSize(conn, 4<<10)
	for first := true; ; first = false {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, nil, err
		}
		if first && !strings.Contains(line, " 101 ") {
			return nil, nil, fmt.Errorf("refused: %s", strings.TrimSpace(line))
		}
		if strings.TrimSpace(line) == "" {
			return conn, in, nil
		}
	}
}

// listen notes what one subscriber hears until its connection ends.
func (a *audience) listen(i int, last bool, in *bufio.Reader) {
	for {
		n, size, text, err := readFrame(in)
		if err != nil {
			return
		}
		if !text {
			continue
		}
		a.heard[i] = append(a.heard[i], arrival{n, time.Now()})
		a.frames.Add(1)
		if last {
			a.size.Store(int64(size))
			select {
			case a.newest <- n:
			default: // nobody waits for it
			}
		}
	}
}

// readFrame reads one unmasked frame (RFC 6455 section 5.2): its number, its size, whether it is text.
func readFrame(in *bufio.Reader) (n, size int, text bool, err error) {
	head, err := in.Peek(2)
	if err != nil {
		return 0, 0, false, err
	}
	text = head[0] == 0x81
	length, skip := int(head[1]), 2
	if length >= 126 {
		skip = map[int]int{126: 4, 127: 10}[length]
		if head, err = in.Peek(skip); err != nil {
			return 0, 0, false, err
		}
		wide := make([]byte, 8)
		copy(wide[8-(skip-2):], head[2:])
		length = int(binary.BigEndian.Uint64(wide))
	}
	if _, err := in.Discard(skip); err != nil {
		return 0, 0, false, err
	}
	start, err := in.Peek(min(length, 64))
	if err != nil && err != io.EOF {
		return 0, 0, false, err
	}
	n = numberIn(start)
	_, err = in.Discard(length)
	return n, skip + length, text, err
}

// numberIn finds the 123 of "n":123, or of a doorbell's "head":123.
func numberIn(text []byte) int {
	_, after, found := bytes.Cut(text, []byte(`"n":`))
	if !found {
		_, after, _ = bytes.Cut(text, []byte(`"head":`))
	}
	end := bytes.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.Atoi(string(after[:max(end, 0)])) // no number is 0
	return n
}

// leave closes the sockets and waits for the readers.
func (a *audience) leave() error {
	a.leaving.Store(true)
	var err error
	for _, conn := range a.conns {
		err = errors.Join(err, conn.Close())
	}
	a.all.Wait()
	if lost := a.dropped.Load(); lost > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d connections were lost", lost, len(a.conns)))
	}
	return err
}
