package slip

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"time"

	"lianzhan/station"
)

// longestPrint is how long a voter may stand before a printer that does not answer.
const longestPrint = 5 * time.Second

// Printer sends slips to one printer after the other; it never holds more than one slip back.
type Printer struct{ turn chan struct{} }

// NewPrinter makes a printer.
func NewPrinter() *Printer { return &Printer{turn: make(chan struct{}, 1)} }

// Print sends a slip to a target: "tcp://192.168.1.50:9100" in the station's own network, or a device such as
// "/dev/usb/lp0". Whatever goes wrong comes back in words within five seconds; the matter is on disk by then.
func (p *Printer) Print(ctx context.Context, target string, slip []byte) error {
	ctx, cancel := context.WithTimeout(ctx, longestPrint)
	defer cancel()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return silent(ctx.Err())
	}
	if address, isTCP := strings.CutPrefix(target, "tcp://"); isTCP {
		return send(ctx, address, slip)
	}
	return feed(ctx, target, slip)
}

func silent(cause error) error {
	return station.Busy("printer_silent", "打印机没有纸或没有连上，请先记下查询码。").Because(cause)
}

// send prints over the network. An address outside the house's own network is refused: the slip carries a query code.
func send(ctx context.Context, address string, slip []byte) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !at.Addr().IsPrivate() && !at.Addr().IsLoopback() && !at.Addr().IsLinkLocalUnicast() {
		return station.Invalid("printer_address_invalid", "打印机的地址不对，请写成 tcp://192.168.1.50:9100 这样的内网地址。").Because(err)
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return silent(err)
	}
	deadline, _ := ctx.Deadline()
	err = errors.Join(conn.SetDeadline(deadline), hasPaper(conn))
	if err == nil {
		_, err = conn.Write(slip)
	}
	if err == nil {
		err = drained(conn)
	}
	if err = errors.Join(err, conn.Close()); err != nil {
		return silent(err)
	}
	return nil
}

// Of the answer to DLE EOT 4: two bits are always set, two say that the roll is at its end.
const (
	answerMask = 0b1001_0011
	answerBits = 0b0001_0010
	paperEnd   = 0b0110_0000
	statusWait = 700 * time.Millisecond
)

var errNoPaper = errors.New("the roll is at its end")

// hasPaper asks the printer for its roll. Many cheap ones never answer; they get the slip all the same.
func hasPaper(conn net.Conn) error {
	if _, err := conn.Write([]byte{0x10, 0x04, 0x04}); err != nil {
		return err
	}
	answer := []byte{0}
	if err := conn.SetReadDeadline(time.Now().Add(statusWait)); err != nil {
		return err
	}
	if _, err := io.ReadFull(conn, answer); err != nil {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return nil
		}
		return err
	}
	if answer[0]&answerMask == answerBits && answer[0]&paperEnd != 0 {
		return errNoPaper
	}
	return nil
}

// drained says that nothing follows and waits a moment for the printer to hang up, so that closing loses no bytes.
func drained(conn net.Conn) error {
	half, ok := conn.(*net.TCPConn)
	if !ok {
		return nil
	}
	if err := half.CloseWrite(); err != nil {
		return err
	}
	if err := conn.SetReadDeadline(time.Now().Add(statusWait)); err != nil {
		return err
	}
	_, err := io.CopyN(io.Discard, conn, 64)
	if errors.Is(err, io.EOF) || errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}

// feed prints on a device of this machine. Only devices are written to, whatever the settings say.
func feed(ctx context.Context, path string, slip []byte) error {
	if !strings.HasPrefix(path, "/dev/") || strings.Contains(path, "..") {
		return station.Invalid("printer_address_invalid", "打印机的地址不对，请写成 /dev/usb/lp0 这样的设备。")
	}
	// Without waiting in the kernel, a printer without paper cannot hold the counter.
	device, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return silent(err)
	}
	deadline, _ := ctx.Deadline()
	if err = device.SetWriteDeadline(deadline); errors.Is(err, os.ErrNoDeadline) {
		err = nil // such a device takes what it can at once
	}
	if err == nil {
		_, err = device.Write(slip)
	}
	if err = errors.Join(err, device.Close()); err != nil {
		return silent(err)
	}
	return nil
}
