package slip

import (
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"lianzhan/station"
)

// roll is a printer on loopback. It answers the question for its paper with a byte, or stays silent.
type roll struct {
	listener net.Listener
	answer   []byte
	done     sync.WaitGroup
	got      bytes.Buffer
}

func newRoll(t *testing.T, answer ...byte) *roll {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &roll{listener: l, answer: answer}
	r.done.Go(r.serve)
	t.Cleanup(func() { l.Close(); r.done.Wait() })
	return r
}

func (r *roll) serve() {
	conn, err := r.listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	question := make([]byte, 3)
	if _, err := io.ReadFull(conn, question); err != nil {
		return
	}
	if _, err := conn.Write(r.answer); err != nil {
		return
	}
	_, _ = r.got.ReadFrom(conn)
}

func (r *roll) target() string { return "tcp://" + r.listener.Addr().String() }

func (r *roll) taken() []byte {
	r.done.Wait()
	return r.got.Bytes()
}

func TestAPrinterGetsTheWholeSlip(t *testing.T) {
	for name, answer := range map[string][]byte{"answers that there is paper": {0x12}, "never answers": nil, "answers something else": {0xff}} {
		r := newRoll(t, answer...)
		slip := Bytes(sample(), Wide)
		if err := NewPrinter().Print(t.Context(), r.target(), slip); err != nil {
			t.Errorf("a printer that %s: %v", name, err)
		}
		if got := r.taken(); !bytes.Equal(got, slip) {
			t.Errorf("a printer that %s got %d of %d bytes", name, len(got), len(slip))
		}
	}
}

func TestTroubleComesInWords(t *testing.T) {
	gone := newRoll(t)
	gone.listener.Close()
	empty := newRoll(t, 0x12|paperEnd)
	for target, code := range map[string]string{
		gone.target():          "printer_silent",
		empty.target():         "printer_silent",
		"/dev/full":            "printer_silent",
		"/dev/no-such-printer": "printer_silent",
		"/etc/passwd":          "printer_address_invalid",
		"/dev/../etc/passwd":   "printer_address_invalid",
		"tcp://8.8.8.8:9100":   "printer_address_invalid",
		"tcp://printer:9100":   "printer_address_invalid",
		"":                     "printer_address_invalid",
	} {
		err := NewPrinter().Print(t.Context(), target, Bytes(sample(), Narrow))
		if err == nil || station.Worded(err).Code != code {
			t.Errorf("%s: %v", target, err)
		}
	}
	if got := empty.taken(); len(got) > 0 {
		t.Errorf("a printer without paper was sent %d bytes", len(got))
	}
}

func TestADeviceTakesASlip(t *testing.T) {
	if err := NewPrinter().Print(t.Context(), "/dev/null", Bytes(sample(), Narrow)); err != nil {
		t.Error(err)
	}
}

// A voter who goes away, or a printer somebody else waits for, ends the wait.
func TestNobodyWaitsForEver(t *testing.T) {
	p := NewPrinter()
	p.turn <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := p.Print(ctx, "/dev/null", nil)
	if err == nil || !strings.Contains(station.Worded(err).Sentence, "打印机") {
		t.Errorf("err = %v", err)
	}
}
