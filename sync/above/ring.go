package above

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

const (
	pingLimit = 5 * time.Second // to write one
	mostBell  = 4 << 10         // bytes of one message

	settledBell = 5 * time.Second // a connection that lived shorter was not a doorbell
)

// listen is the doorbell: it connects, hears rings until the line is gone, and returns why.
func (c *client) listen(ctx context.Context) error {
	session, err := c.open(ctx)
	if err != nil {
		return err
	}
	conn, err := c.dialBell(ctx, session)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { // the one writer: pings, and the end
		defer close(ended)
		defer conn.Close()
		keepPinging(ctx, func() error { return conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(pingLimit)) })
	}()
	began := time.Now()
	c.ringing(true)
	c.down.knock()
	err = c.hear(ctx, conn)
	c.whisper.shut()
	c.ringing(false)
	cancel()
	<-ended
	if time.Since(began) < settledBell {
		return fmt.Errorf("sync: the doorbell did not last: %w", err) // somebody on the way does not like websockets
	}
	return away{err}
}

// keepPinging pings until ctx ends or a ping fails.
func keepPinging(ctx context.Context, ping func() error) {
	tick := time.NewTicker(wire.PingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if ping() != nil {
				return
			}
		}
	}
}

func (c *client) dialBell(ctx context.Context, session string) (*websocket.Conn, error) {
	dialer := websocket.Dialer{NetDialContext: c.parent.dial, TLSClientConfig: c.parent.tls, HandshakeTimeout: shakeLimit,
		ReadBufferSize: 512, WriteBufferSize: 512}
	address := "ws" + strings.TrimPrefix(c.parent.base, "http") + "/bell"
	conn, res, err := dialer.DialContext(ctx, address, http.Header{"Authorization": {wire.Bearer + session}, wire.DictHeader: {wire.DictID}})
	if res != nil && res.StatusCode != http.StatusSwitchingProtocols {
		raw, _ := readAnswer(res) // the refusal's text, if it has one; the library closed its connection
		defer res.Body.Close()
		err = refusalIn(res, raw)
		if unworded := (away{}); errors.As(err, &unworded) {
			err = unworded.cause // something answered, so the line is there
		}
		if station.Worded(err).Code == wire.ErrSession.Code {
			c.drop(session)
		}
		return nil, c.bar(err)
	}
	if err != nil {
		return nil, unreached(err)
	}
	conn.SetReadLimit(mostBell)
	return conn, nil
}

// hear takes rings until the connection ends or was silent too long.
func (c *client) hear(ctx context.Context, conn *websocket.Conn) error {
	alive := func() error { return conn.SetReadDeadline(time.Now().Add(wire.DeadAfter)) }
	answer := conn.PingHandler()
	conn.SetPingHandler(func(data string) error { return errors.Join(alive(), answer(data)) })
	conn.SetPongHandler(func(string) error { return alive() })
	if err := alive(); err != nil {
		return err
	}
	for {
		kind, raw, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		if err := alive(); err != nil {
			return err
		}
		var b wire.Bell
		switch {
		case kind == websocket.BinaryMessage:
			c.slipped(ctx, raw)
		case json.Unmarshal(raw, &b) == nil:
			if c.rang(b); b.Slips {
				c.whisper.open(conn)
			}
		}
	}
}

// rang takes one ring: there is something new, and what time it is.
func (c *client) rang(b wire.Bell) {
	now := time.Now()
	c.lock.Lock()
	c.contact = now
	c.lock.Unlock()
	if b.Policy == nil {
		b.Policy = &wire.Policy{}
	}
	c.allow(*b.Policy, now)
	c.toldTime(time.UnixMilli(b.Time), now)
	c.down.knock()
	c.files.knock()
}

// toldTime hears what time it is at the parent.
func (c *client) toldTime(there, now time.Time) {
	c.lock.Lock()
	session := c.session
	c.lock.Unlock()
	if c.side.clock.doubts(there, now) {
		c.drop(session) // the next question asks the time again
	}
}

func (c *client) ringing(yes bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.rung = yes
}
