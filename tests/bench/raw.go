package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// rawVerb makes this program the rival of the hub: one locked thread and one write(2) for each subscriber. A board takes
// the place of the one before it, so that what queued meanwhile is the newest frame, for the rival as for the hub.
const rawVerb = "raw"

// raw sends a frame for every byte it is told.
type raw struct{ *twin }

func startRaw(ctx context.Context, frameSize int) (raw, error) {
	w, err := startTwin(ctx, rawVerb, strconv.Itoa(frameSize))
	return raw{w}, err
}

func (r raw) host() string { return r.address }
func (r raw) pid() int     { return r.cmd.Process.Pid }

func (r raw) publish(context.Context) error {
	_, err := r.orders.Write([]byte{'.'})
	return err
}

// beRaw is the rival itself.
func beRaw(frameSize string) error {
	size, err := strconv.Atoi(frameSize)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	joined := make(chan int, 1<<16)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if fd, err := rawShake(conn.(*net.TCPConn)); err == nil {
				joined <- fd
			}
		}
	}()
	runtime.LockOSThread()
	return rawLoop(os.Stdin, joined, size)
}

// rawShake answers the handshake and takes the bare descriptor, blocking, away from the runtime.
func rawShake(conn *net.TCPConn) (int, error) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() && lines.Text() != "" {
		continue
	}
	if _, err := conn.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")); err != nil {
		return 0, err
	}
	file, err := conn.File()
	if err != nil {
		return 0, err
	}
	defer file.Close()
	fd, err := syscall.Dup(int(file.Fd()))
	if err != nil {
		return 0, err
	}
	return fd, syscall.SetNonblock(fd, false)
}

func rawLoop(orders io.Reader, joined <-chan int, size int) error {
	var subscribers []int
	pending := make([]byte, 4096)
	for n := 0; ; {
		got, err := orders.Read(pending)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for len(joined) > 0 {
			subscribers = append(subscribers, <-joined)
		}
		n += got
		frame := rawFrame(n, size)
		for _, fd := range subscribers {
			for rest := frame; len(rest) > 0; {
				wrote, err := syscall.Write(fd, rest)
				if err != nil {
					return err
				}
				rest = rest[wrote:]
			}
		}
	}
}

// rawFrame is a text frame of the given size, head included, with its number in it (RFC 6455 section 5.2).
func rawFrame(n, size int) []byte {
	payload := size - 4
	frame := []byte{0x81, 126, byte(payload >> 8), byte(payload)}
	if payload > 1<<16-1 {
		payload = size - 10
		frame = []byte{0x81, 127, 0, 0, 0, 0, byte(payload >> 24), byte(payload >> 16), byte(payload >> 8), byte(payload)}
	}
	text := fmt.Sprintf(`{"type":"board","n":%d,"pad":"`, n)
	return append(append(frame, text...), strings.Repeat("x", max(0, payload-len(text)-2))+`"}`...)
}
