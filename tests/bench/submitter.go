package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/pairing"
)

const (
	counterPath = "/api/v1/matters"
	// eachTerminal is how many matters one terminal hands in: the counter lets it no more at once.
	eachTerminal = 20
)

// words of a complaint: with the other fields the body comes to about 500 bytes.
var words = strings.Repeat("学校门口的井盖不见了，孩子放学要绕着走。", 6)

// terminals makes tokens of terminals, as many as are wanted, with the box's own key; nil where nobody asks for any.
type terminals struct{ devices *pairing.Pairing }

func terminalsOf(data string) (terminals, error) {
	key, err := os.ReadFile(filepath.Join(data, "secret.key"))
	now := func() station.Reading { return station.Reading{Time: time.Now()} }
	return terminals{pairing.New(pairing.Terminal, key, now, nil)}, err
}

func (t terminals) token(id string) string {
	if t.devices == nil {
		return strings.Repeat("0", 80)
	}
	return t.devices.Token(id, time.Hour)
}

// posting is a request as a terminal makes it. Both contenders are sent the same.
func posting(host, token string) []byte {
	client := make([]byte, 16)
	rand.Read(client) // never fails
	body := fmt.Sprintf(`{"client":%q,"category":"road","words":%q,"village":"莲池村","place":"小学门前","consent":%q}`,
		hex.EncodeToString(client), words, station.ConsentVersion)
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n"+
		"Cookie: kiosk=%s\r\nContent-Length: %d\r\n\r\n%s", counterPath, host, token, len(body), body)
}

// line is one kept-alive connection, spoken by hand: a client library would cost more than what is measured.
type line struct {
	conn net.Conn
	in   *bufio.Reader
}

// dialFrom opens a line from a loopback address; "" lets the system choose.
func dialFrom(ctx context.Context, from, address string) (*line, error) {
	d := net.Dialer{Timeout: 5 * time.Second}
	if from != "" {
		d.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &line{conn, bufio.NewReaderSize(conn, 8<<10)}, nil
}

// ask sends a request and reads the answer whole.
func (l *line) ask(request []byte) (status int, err error) {
	if err := l.conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return 0, err
	}
	if _, err := l.conn.Write(request); err != nil {
		return 0, err
	}
	length := 0
	for first := true; ; first = false {
		text, err := l.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		switch head := string(text); {
		case first:
			if _, err := fmt.Sscanf(head, "HTTP/1.1 %d", &status); err != nil {
				return 0, err
			}
		case strings.HasPrefix(strings.ToLower(head), "content-length:"):
			if _, err := fmt.Sscanf(head[len("content-length:"):], "%d", &length); err != nil {
				return 0, err
			}
		case head == "\r\n":
			_, err := io.CopyN(io.Discard, l.in, int64(length))
			return status, err
		}
	}
}

// flood is what many submitters saw: acknowledgements a second, and the milliseconds each took.
type flood struct {
	rate   float64
	delays sample
}

// handIn lets so many submitters hand in one matter after the other, each on a line of its own.
func handIn(ctx context.Context, address string, terminals terminals, submitters int) (flood, error) {
	lines := make([]*line, submitters)
	for i := range lines {
		l, err := dialFrom(ctx, "", address)
		if err != nil {
			return flood{}, err
		}
		defer l.conn.Close()
		lines[i] = l
	}
	delays := make([]sample, submitters)
	failed := make([]error, submitters)
	began := time.Now()
	var all sync.WaitGroup
	for i, l := range lines {
		all.Go(func() {
			token := ""
			for n := 0; time.Since(began) < intakeFor && ctx.Err() == nil; n++ {
				if n%eachTerminal == 0 {
					token = terminals.token(fmt.Sprintf("%d-%d-%d", began.UnixNano(), i, n))
				}
				request := posting(address, token)
				asked := time.Now()
				status, err := l.ask(request)
				if err == nil && status != 201 {
					err = fmt.Errorf("submitter %d: status %d", i, status)
				}
				if failed[i] = err; err != nil {
					return
				}
				delays[i] = append(delays[i], milliseconds(time.Since(asked)))
			}
		})
	}
	all.Wait()
	f := flood{}
	for _, d := range delays {
		f.delays = append(f.delays, d...)
	}
	f.rate = float64(len(f.delays)) / time.Since(began).Seconds()
	return f, errors.Join(failed...)
}

// categoryOf spreads made-up matters over the classes.
func categoryOf(n int) string { return matter.Categories[n%len(matter.Categories)].ID }
