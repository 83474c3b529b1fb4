//go:build stories

package tests

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"syscall"
	"testing"
	"time"
)

// caller is one machine that talks to the station: it has an address and cookies of its own, and follows no redirect by
// itself.
type caller struct {
	t      *testing.T
	s      *live
	client *http.Client
	heads  map[string]string // sent with every request
}

// caller takes a machine at a loopback address, such as 127.0.0.7: limits count addresses.
func (s *live) caller(address string) *caller {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: 5 * time.Second}
	transport := &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 64}
	s.t.Cleanup(transport.CloseIdleConnections)
	return &caller{t: s.t, s: s, heads: map[string]string{}, client: &http.Client{Transport: transport, Jar: jar, Timeout: 60 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// kiosk is the station's own terminal: its page gave it a token.
func (s *live) kiosk(address string) *caller {
	s.t.Helper()
	c := s.caller(address)
	c.heads["Sec-Fetch-Site"] = "same-origin"
	c.want(http.StatusOK, "GET", "/kiosk?screen=kiosk", nil)
	return c
}

// answer is what came back.
type answer struct {
	status int
	head   http.Header
	body   []byte
}

// code is the stable word of a refusal.
func (a answer) code() string {
	var p struct{ Code, Detail string }
	if json.Unmarshal(a.body, &p) != nil || p.Detail == "" {
		return ""
	}
	return p.Code
}

// send makes one request. A body is sent as JSON unless a header says otherwise; headers are pairs "Name: value". A server
// that hangs up on a body counts as 413.
func (c *caller) send(method, path string, body []byte, heads ...string) answer {
	c.t.Helper()
	a, err := c.try(method, path, body, heads...)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// try is send for more than one goroutine.
func (c *caller) try(method, path string, body []byte, heads ...string) (answer, error) {
	req, err := http.NewRequestWithContext(context.Background(), method, c.s.url(path), bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range c.heads {
		req.Header.Set(name, value)
	}
	for _, line := range heads {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			req.Host = value
		}
		req.Header.Set(name, value)
	}
	res, err := c.client.Do(req)
	if err != nil {
		if len(body) > 1<<16 && (errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)) {
			return answer{status: http.StatusRequestEntityTooLarge}, nil
		}
		return answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, raw}, err
}

// want makes a request that must be answered with a status.
func (c *caller) want(status int, method, path string, body any, heads ...string) answer {
	c.t.Helper()
	a := c.send(method, path, written(body), heads...)
	if a.status != status {
		c.t.Fatalf("%s %s: %d, want %d\n%.600s\n%.600s", method, path, a.status, status, written(body), a.body)
	}
	return a
}

// refused makes a request that must be refused with a status and a code.
func (c *caller) refused(status int, code, method, path string, body any, heads ...string) {
	c.t.Helper()
	a := c.send(method, path, written(body), heads...)
	if a.status != status || code != "" && a.code() != code {
		c.t.Errorf("%s %s %.200s: %d %s, want %d %s", method, path, written(body), a.status, a.body, status, code)
	}
}

// written is a value as JSON; bytes and strings stay as they are, nil is no body.
func written(body any) []byte {
	switch b := body.(type) {
	case nil:
		return nil
	case []byte:
		return b
	case string:
		return []byte(b)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err) // a story's own values always marshal
	}
	return raw
}

// fields are the members of a JSON object somebody sends.
type fields map[string]any

// told reads an answer as T.
func told[T any](c *caller, a answer) T {
	c.t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		c.t.Fatalf("%v in %.300s", err, a.body)
	}
	return v
}

// clientID is what a page makes up for one submission.
func clientID() string {
	raw := make([]byte, 16)
	rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

// receipt is what a voter takes home.
type receipt struct {
	Code, ID, State, Page string
	Masked                []string
	Receipt               struct{ Number, Code, Title, Station, Phone, Page string }
}

const consent = "2026-11"

// tell hands a matter in at the kiosk; what is given is added to what every matter must have.
func (c *caller) tell(words string, more fields) receipt {
	c.t.Helper()
	body := fields{"client": clientID(), "category": "road", "words": words, "consent": consent}
	for name, value := range more {
		body[name] = value
	}
	r := told[receipt](c, c.want(http.StatusCreated, "POST", "/api/v1/matters", body))
	if len(r.Code) != 12 || r.ID == "" || r.Receipt.Number == "" {
		c.t.Fatalf("a receipt without code, id or number: %+v", r)
	}
	return r
}

// followed is what the voter sees by the code, as far as the stories look at it.
type followed struct {
	Number, Title, State, Label, Unit, Rating, Retention string
	ReceivedOn                                           string `json:"received_on"`
	Steps                                                []struct {
		Title, Text, At string
		Done            bool
	}
	Next *struct {
		Label, Due, How, Basis string
		DaysLeft               int `json:"days_left"`
	}
	Reply *struct {
		Decided, Next, Call string
		WhyNot              string `json:"why_not"`
		ClassLabel          string `json:"class_label"`
		By                  struct{ Unit, Name, Phone string }
		Photos              []string
	}
	Rateable     bool
	RedoPossible bool   `json:"redo_possible"`
	MergedInto   string `json:"merged_into"`
	Contact      *struct{ Name, Phone string }
	Words        *struct {
		Texts  []struct{ Text string }
		Photos []string
	}
}

func (c *caller) follow(code string) followed {
	c.t.Helper()
	return told[followed](c, c.want(http.StatusOK, "GET", "/api/v1/matters/"+code, nil))
}

// stands checks in which state the voter sees the matter.
func (c *caller) stands(code, state string) followed {
	c.t.Helper()
	f := c.follow(code)
	if f.State != state {
		c.t.Fatalf("%s is %s (%s), want %s", f.Number, f.State, f.Label, state)
	}
	return f
}

func addressOf(n int) string { return fmt.Sprintf("127.0.%d.%d", 1+n/250, 1+n%250) }
