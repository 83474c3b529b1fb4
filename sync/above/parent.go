package above

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"lianzhan/station"
	"lianzhan/sync/pace"
	"lianzhan/sync/wire"
)

// The ends of every wait for a parent.
const (
	dialLimit    = 5 * time.Second
	shakeLimit   = 10 * time.Second // of TLS
	answerLimit  = 30 * time.Second // from the last byte of a request to the first of its answer
	requestLimit = 2 * time.Minute  // of a whole request on the slowest line
	deadLine     = 6 * time.Second  // for bytes the other side does not acknowledge: the line is cut
	warm         = 85 * time.Second // a parent closes what was silent for 90 s
)

// parent speaks to the box above.
type parent struct {
	base string
	http *http.Client
	tls  *tls.Config
	dial func(ctx context.Context, network, address string) (net.Conn, error)
	pace *pace.Pace // of this box's own questions
}

func newParent(address, pin string) *parent {
	p := &parent{base: address + wire.Prefix, tls: pinned(pin), pace: pace.New(pace.OwnPerSecond, pace.OwnAtOnce)}
	dialer := &net.Dialer{Timeout: dialLimit, KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 45 * time.Second,
		Interval: 5 * time.Second, Count: 3}, Control: impatient}
	p.dial = dialer.DialContext
	p.http = &http.Client{Timeout: requestLimit, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{DialContext: p.dial, TLSClientConfig: p.tls, TLSHandshakeTimeout: shakeLimit,
			ResponseHeaderTimeout: answerLimit, IdleConnTimeout: warm, MaxIdleConnsPerHost: 2 * mostUnderWay, DisableCompression: true,
			// One connection a lane and no HTTP/2: a stalled lane must not hold up the others.
			TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}}
	return p
}

// impatient lets the kernel give a connection up whose bytes nobody acknowledges, long before TCP itself would.
func impatient(_, _ string, raw syscall.RawConn) error {
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(deadLine.Milliseconds()))
	})
	return errors.Join(err, failed)
}

// pinned trusts one certificate alone, whoever signed it; without a pin the system's issuers are trusted.
func pinned(pin string) *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if pin == "" {
		return config
	}
	config.InsecureSkipVerify = true // the fingerprint below takes the place of a chain
	config.VerifyConnection = func(state tls.ConnectionState) error {
		sum := sha256.Sum256(state.PeerCertificates[0].Raw)
		if got := hex.EncodeToString(sum[:]); got != pin {
			return station.Forbidden("pin_mismatch", "上级的证书不是登记时认可的那一张。").Because(fmt.Errorf("sha256:%s", got))
		}
		return nil
	}
	return config
}

// ask sends a message and reads the answer. An error with a code is the parent's own; any other means that it was not
// reached.
func ask[Q, A wire.Message](ctx context.Context, p *parent, path, session, span string, question Q) (answer A, err error) {
	req, err := ready(ctx, p, path, question)
	if err != nil {
		return answer, err
	}
	if span != "" {
		req.Header.Set(wire.SpanHeader, span)
	}
	return send[A](p, req, session)
}

func ready[Q wire.Message](ctx context.Context, p *parent, path string, question Q) (*http.Request, error) {
	raw, err := wire.Pack(question)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", wire.PackedType)
	req.Header.Set(wire.DictHeader, wire.DictID)
	return req, nil
}

// pull asks for feeds and hands them on as they come, until take wants no more.
func (p *parent) pull(ctx context.Context, session string, question wire.Pull, take func(wire.Feed) bool) error {
	if err := p.pace.Wait(ctx); err != nil {
		return err
	}
	req, err := ready(ctx, p, "/feed", question)
	if err != nil {
		return err
	}
	res, err := p.do(req, session)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return feedsOf(res, take)
}

// challenge asks for the word a hello must sign; nothing is cheaper to ask.
func (p *parent) challenge(ctx context.Context) (wire.Challenge, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/challenge", nil)
	if err != nil {
		return wire.Challenge{}, err
	}
	return send[wire.Challenge](p, req, "")
}

func send[A wire.Message](p *parent, req *http.Request, session string) (answer A, err error) {
	res, err := p.do(req, session)
	if err != nil {
		return answer, err
	}
	defer res.Body.Close()
	raw, err := readAnswer(res)
	if err != nil {
		return answer, unreached(err)
	}
	return wire.Read[A](res.Header.Get("Content-Type"), res.Header.Get(wire.DictHeader), raw)
}

// do asks, and returns a good answer or why there is none.
func (p *parent) do(req *http.Request, session string) (*http.Response, error) {
	req.Header["User-Agent"] = nil // a hundred bytes an hour for nothing
	if session != "" {
		req.Header.Set("Authorization", wire.Bearer+session)
	}
	res, err := p.http.Do(req)
	if err != nil {
		return nil, unreached(err)
	}
	if res.StatusCode == http.StatusOK {
		return res, nil
	}
	defer res.Body.Close()
	raw, err := readAnswer(res)
	if err != nil {
		return nil, unreached(err)
	}
	return nil, refusalIn(res, raw)
}

// away is the error of a parent that could not be reached at all.
type away struct{ cause error }

func (a away) Error() string { return "sync: the parent was not reached: " + a.cause.Error() }
func (a away) Unwrap() error { return a.cause }

func unreached(err error) error {
	if station.Worded(err).Code == "pin_mismatch" || errors.Is(err, wire.ErrLarge) {
		return err
	}
	return away{err}
}

// refusalIn reads a problem (RFC 9457) of a parent, or of whoever stands before it.
func refusalIn(res *http.Response, raw []byte) error {
	var problem struct{ Code, Detail string }
	if json.Unmarshal(raw, &problem) != nil || problem.Code == "" {
		cause := errStrange
		if res.StatusCode >= http.StatusInternalServerError {
			cause = errStopped // a balancer stands before it
		}
		return away{fmt.Errorf("%w: %s", cause, res.Status)}
	}
	refused := &station.Error{Code: problem.Code, Sentence: problem.Detail, Class: faultOf(res.StatusCode)}
	if after, err := strconv.Atoi(strings.TrimSpace(res.Header.Get("Retry-After"))); err == nil && after > 0 {
		refused.After = time.Duration(after) * time.Second
	}
	return refused
}

func faultOf(status int) station.Fault {
	switch status {
	case http.StatusUnauthorized:
		return station.FaultUnauthorized
	case http.StatusForbidden:
		return station.FaultForbidden
	case http.StatusNotFound:
		return station.FaultNotFound
	case http.StatusConflict, http.StatusLocked:
		return station.FaultConflict
	case http.StatusTooManyRequests:
		return station.FaultTooMany
	}
	if status >= http.StatusInternalServerError {
		return station.FaultBusy
	}
	return station.FaultInvalid
}

// close lets the connections go that nobody uses.
func (p *parent) close() { p.http.CloseIdleConnections() }
