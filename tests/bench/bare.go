package main

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"lianzhan/tests/road"
)

// bare is the limit no protocol can pass: bytes through the same line into a file that is synced before they count.
type bare struct {
	listener net.Listener
	line     *road.Road
	conn     net.Conn
	file     *os.File
	bolt     *bbolt.DB // takes the place of the file
	packed   bool
	written  atomic.Int64 // bytes on the disk
	failed   chan error
}

// bareLine opens a warm connection over a line to a sink.
func (b *bench) bareLine(delay time.Duration) (*bare, error) { return b.openBare(delay, &bare{}) }

func (b *bench) openBare(delay time.Duration, s *bare) (*bare, error) {
	dir, err := b.folder("bare")
	if err != nil {
		return nil, err
	}
	s.failed = make(chan error, 1)
	if s.file, err = os.Create(filepath.Join(dir, "sink")); err != nil {
		return nil, err
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	if s.line, err = road.Lay(s.listener.Addr().String(), delay); err != nil {
		return nil, err
	}
	go func() { s.failed <- s.sink() }()
	s.conn, err = net.Dial("tcp", s.line.Address())
	time.Sleep(4 * delay)
	return s, err
}

// sink writes what comes and syncs it; what comes meanwhile is synced together.
func (s *bare) sink() error {
	conn, err := s.listener.Accept()
	if err != nil {
		return err
	}
	defer conn.Close()
	var from io.Reader = conn
	if s.packed {
		z, err := zstd.NewReader(conn, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return err
		}
		defer z.Close()
		from = z
	}
	if s.bolt != nil {
		return s.shelve(from)
	}
	chunk := make([]byte, 1<<20)
	for {
		n, err := from.Read(chunk)
		if n > 0 {
			if _, err := s.file.Write(chunk[:n]); err != nil {
				return err
			}
			if err := syscall.Fdatasync(int(s.file.Fd())); err != nil {
				return err
			}
			s.written.Add(int64(n))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// cross sends one record and waits until it is on the disk.
func (s *bare) cross(body []byte) (time.Duration, error) {
	want := s.written.Load() + int64(len(body))
	began := time.Now()
	if _, err := s.conn.Write(body); err != nil {
		return 0, err
	}
	return s.arrives(began, want)
}

func (s *bare) arrives(began time.Time, want int64) (time.Duration, error) {
	for s.written.Load() < want {
		select {
		case err := <-s.failed:
			s.failed <- err
			if s.written.Load() < want {
				return 0, errors.Join(errors.New("the sink ended early"), err)
			}
		case <-time.After(200 * time.Microsecond):
		}
	}
	return time.Since(began), nil
}

// bulk sends all records as one packed stream, which ends there, and waits until the last is on the disk.
func (s *bare) bulk(records [][]byte) (time.Duration, error) {
	began := time.Now()
	z, err := zstd.NewWriter(s.conn, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return 0, err
	}
	want := int64(0)
	for _, r := range records {
		want += int64(len(r))
		if _, err := z.Write(r); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(z.Close(), s.conn.(*net.TCPConn).CloseWrite()); err != nil {
		return 0, err
	}
	return s.arrives(began, want)
}

func (s *bare) close() error {
	err := s.conn.Close()
	sunk := <-s.failed
	if s.bolt != nil {
		err = errors.Join(err, s.bolt.Close())
	}
	return errors.Join(err, sunk, s.line.Close(), s.listener.Close(), s.file.Close())
}
