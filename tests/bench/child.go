package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
	frames "lianzhan/sync/wire"
)

// child is a station without a store: its own keys, its own connections, the real protocol.
type child struct {
	device, scope string
	key           ed25519.PrivateKey
	base          string // of its parent
	http          *http.Client
	bell          *websocket.Conn

	session, epoch string
	after          uint64 // of the parent's log, how far it read

	expired atomic.Bool // the session ran out
}

const (
	childDial  = 5 * time.Second
	childLimit = 30 * time.Second
)

// newChild makes the n-th child of a county. The keys come from the number: the county's data name the same.
func newChild(n int, base string) *child {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, fmt.Sprintf("bench child %d", n))
	return &child{device: fmt.Sprintf("bench-%05d", n), scope: fmt.Sprintf("/c/n%05d", n), key: ed25519.NewKeyFromSeed(seed), base: base,
		http: &http.Client{Timeout: childLimit, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 1,
			ReadBufferSize: 2 << 10, WriteBufferSize: 2 << 10}}}
}

// node is the record that lets the child speak for a place in the tree.
func (c *child) node() station.Edit {
	public, _ := c.key.Public().(ed25519.PublicKey)
	n := station.Node{ID: c.device, Name: c.device, Scope: c.scope, Devices: []station.Device{{ID: c.device, Key: frames.Key(public),
		Seal: frames.Seal([32]byte(public)), Since: time.Now()}}}
	e := edit(station.KindNode, n.ID, n)
	e.Class, e.Scope = station.Internal, n.Scope
	return e
}

// busy is a parent's word to come again later.
type busy struct{ after time.Duration }

func (b busy) Error() string { return fmt.Sprintf("busy for %s", b.after) }

// say sends a message of the protocol and reads the answer.
func say[Q, A frames.Message](ctx context.Context, c *child, path string, question Q) (answer A, err error) {
	raw, err := frames.Pack(question)
	if err != nil {
		return answer, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/sync/v1"+path, bytes.NewReader(raw))
	if err != nil {
		return answer, err
	}
	req.Header.Set("Content-Type", frames.PackedType)
	req.Header.Set(frames.DictHeader, frames.DictID)
	if c.session != "" {
		req.Header.Set("Authorization", "Bearer "+c.session)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return answer, err
	}
	defer res.Body.Close()
	if raw, err = io.ReadAll(res.Body); err != nil {
		return answer, err
	}
	if res.StatusCode != http.StatusOK {
		return answer, refused(res, raw)
	}
	return frames.Read[A](res.Header.Get("Content-Type"), res.Header.Get(frames.DictHeader), raw)
}

func refused(res *http.Response, raw []byte) error {
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
		return busy{time.Duration(seconds) * time.Second}
	}
	return fmt.Errorf("%s: %.200s", res.Status, raw)
}

// challenge asks what a hello must sign; it also is how a child feels whether its parent is there.
func (c *child) challenge(ctx context.Context) (word frames.Challenge, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/sync/v1/challenge", nil)
	if err != nil {
		return word, err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return word, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return word, errors.New(res.Status)
	}
	return word, json.NewDecoder(res.Body).Decode(&word)
}

// hello opens a session.
func (c *child) hello(ctx context.Context) error {
	word, err := c.challenge(ctx)
	if err != nil {
		return err
	}
	h := frames.Hello{Proto: frames.Protocol, Version: "bench", Device: c.device, Scope: c.scope, Nonce: word.Nonce, Life: c.device + "/0000000000000001",
		Epoch: c.epoch, After: c.after, Heads: map[string]uint64{}, Sent: time.Now().UnixMilli(), Trust: station.TrustNTP}
	h.Sig = ed25519.Sign(c.key, h.Signed())
	w, err := say[frames.Hello, frames.Welcome](ctx, c, "/hello", h)
	if err != nil {
		return err
	}
	if c.epoch == "" {
		c.epoch, c.after = w.Epoch, w.Head // it has read what was there before
	}
	c.session = w.Session
	return nil
}

// connect opens a session where there is none, and the doorbell, and reads what was missed: what a station does when its
// parent is back.
func (c *child) connect(ctx context.Context) error {
	if c.expired.CompareAndSwap(true, false) {
		c.session = ""
	}
	if c.session == "" {
		if err := c.hello(ctx); err != nil {
			return err
		}
	}
	dialer := websocket.Dialer{HandshakeTimeout: childDial, ReadBufferSize: 512, WriteBufferSize: 512}
	conn, res, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(c.base, "http")+"/sync/v1/bell", http.Header{"Authorization": {"Bearer " + c.session}})
	if res != nil {
		defer res.Body.Close()
	}
	if err != nil {
		if res != nil {
			return refused(res, nil)
		}
		return err
	}
	c.bell = conn
	if _, err := c.feed(ctx); err != nil {
		return errors.Join(err, conn.Close())
	}
	return nil
}

// feed reads on, and reports whether something came.
func (c *child) feed(ctx context.Context) (bool, error) {
	f, err := say[frames.Pull, frames.Feed](ctx, c, "/feed", frames.Pull{Epoch: c.epoch, After: c.after})
	if err != nil {
		return false, err
	}
	c.after = f.Next
	return len(f.Items) > 0, nil
}
