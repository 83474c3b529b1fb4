package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"lianzhan/station"
)

// Store is what the runner needs of the store.
type Store interface {
	Inspect(func(station.Ledger) error) error
	Exchange(ctx context.Context, fn func(station.Ledger) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Watch(fn func(station.Announcement)) (stop func())
	Now() station.Reading
}

const (
	batch     = 200 // lines of the log looked at in one turn
	patience  = 10 * time.Second
	idle      = time.Minute
	leaseTerm = time.Minute
	answerMax = 64 << 10 // bytes of an answer that are read before the line is given back
)

// Runner tells the hooks. Several processes over one database take turns: whoever holds the lease tells.
type Runner struct {
	store  Store
	me     string
	client *http.Client
	bell   chan struct{}
	stop   context.CancelFunc
	done   sync.WaitGroup
	unwind func()
}

// Start lets a runner go; Close stops it and waits.
func Start(store Store) *Runner {
	ctx, stop := context.WithCancel(context.Background())
	r := &Runner{store: store, me: rand.Text(), bell: make(chan struct{}, 1), stop: stop, client: &http.Client{Timeout: patience,
		// A proxy or a redirect would lead to an address nobody entered.
		Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: patience}).DialContext, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	r.unwind = store.Watch(func(station.Announcement) { r.Ring() })
	r.done.Go(func() { r.run(ctx) })
	return r
}

// Ring asks for a turn; it never waits.
func (r *Runner) Ring() {
	select {
	case r.bell <- struct{}{}:
	default:
	}
}

// Close stops the runner and waits for the request it has in hand, which is given up.
func (r *Runner) Close() {
	r.unwind()
	r.stop()
	r.done.Wait()
}

func (r *Runner) run(ctx context.Context) {
	for {
		wake, err := r.turn(ctx)
		if err != nil && ctx.Err() == nil {
			slog.Error("webhooks stand still", "err", err)
		}
		timer := time.NewTimer(wake)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.bell:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// turn tells each hook what is new, and says when to look again.
func (r *Runner) turn(ctx context.Context) (wake time.Duration, err error) {
	hooks, err := r.hooks()
	if err != nil || len(hooks) == 0 {
		return idle, err
	}
	mine, err := r.lease(ctx)
	if err != nil || !mine {
		return leaseTerm, err
	}
	wake = idle
	for _, h := range hooks {
		if h.Off {
			continue
		}
		next, failed := r.tell(ctx, h)
		wake, err = min(wake, next), errors.Join(err, failed)
	}
	return wake, err
}

func (r *Runner) hooks() (hooks []Hook, err error) {
	err = r.store.Inspect(func(l station.Ledger) error {
		hooks, err = hooksIn(l)
		return err
	})
	return hooks, err
}

// lease is who may tell now.
type lease struct {
	Holder string    `json:"holder"`
	Until  time.Time `json:"until"`
}

func (r *Runner) lease(ctx context.Context) (mine bool, err error) {
	now := time.Now()
	var held lease
	if err := r.store.Inspect(func(l station.Ledger) (err error) {
		held, _, err = readNote[lease](l, leaseKey)
		return err
	}); err != nil || held.Holder == r.me && now.Before(held.Until.Add(-leaseTerm/2)) {
		return err == nil, err
	}
	err = r.store.Exchange(ctx, func(l station.Ledger) error {
		held, _, err := readNote[lease](l, leaseKey)
		if err != nil || held.Holder != r.me && now.Before(held.Until) {
			return err
		}
		mine = true
		return writeNote(l, leaseKey, lease{r.me, now.Add(leaseTerm)})
	})
	return mine, err
}

// tell brings one hook up to the log's end, or to the first event the other side does not take.
func (r *Runner) tell(ctx context.Context, h Hook) (wake time.Duration, err error) {
	for ctx.Err() == nil {
		course, events, last, err := r.due(h)
		if err != nil {
			return idle, err
		}
		if wait := course.Next.Sub(r.store.Now().Time); wait > 0 {
			return wait, nil
		}
		if len(events) == 0 && last-course.Seq < batch {
			return idle, nil // not worth a commit
		}
		for _, e := range events {
			failed := r.send(ctx, h, e)
			if ctx.Err() != nil {
				return idle, ctx.Err() // told to stop, not refused; what was taken is told again
			}
			if failed != nil {
				course = course.failed(e, failed.Error(), r.store.Now().Time, mathrand.Float64())
				return firstPause, r.note(ctx, h, course)
			}
			course = course.told(e, r.store.Now().Time)
		}
		course.Seq = last
		if err := r.note(ctx, h, course); err != nil {
			return idle, err
		}
		if mine, err := r.lease(ctx); err != nil || !mine {
			return leaseTerm, err
		}
	}
	return idle, nil
}

// due are the next events a hook is told of, and how far in the log they reach.
func (r *Runner) due(h Hook) (course Course, events []Event, last uint64, err error) {
	err = r.store.Inspect(func(l station.Ledger) error {
		var err error
		if course, _, err = readNote[Course](l, courseKey+h.ID); err != nil {
			return err
		}
		if l.Seq() < course.Seq {
			course.Seq = l.Seq() // the log was set back
		}
		entries, reached, err := l.Entries(course.Seq, batch)
		if err != nil {
			return err
		}
		last = reached
		for _, entry := range entries {
			e, tells, err := eventOf(l, entry)
			if err != nil {
				return err
			}
			if tells && h.wants(e) {
				events = append(events, e)
			}
		}
		return nil
	})
	return course, events, last, err
}

// note keeps a hook's course; one that was taken away meanwhile has none.
func (r *Runner) note(ctx context.Context, h Hook, course Course) error {
	return r.store.Exchange(ctx, func(l station.Ledger) error {
		if _, found, err := readNote[Hook](l, hookKey+h.ID); err != nil || !found {
			return err
		}
		return writeNote(l, courseKey+h.ID, course)
	})
}

// send posts one event. Only a 2xx answer counts as taken.
func (r *Runner) send(ctx context.Context, h Hook, e Event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	stamp := fmt.Sprint(time.Now().Unix())
	req.Header.Set("Content-Type", "application/cloudevents+json; charset=utf-8")
	req.Header.Set("User-Agent", "lianzhan-county")
	req.Header.Set("Lianzhan-Signature", "t="+stamp+",v1="+Sign(h.Secret, stamp, body))
	res, err := r.client.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(res.Body, answerMax))
	err = errors.Join(err, res.Body.Close())
	if res.StatusCode/100 != 2 {
		return errors.Join(errors.New(res.Status), err)
	}
	return nil
}

// Sign is the HMAC-SHA256 (RFC 2104), in hex, of "TIME.BODY" under a hook's secret.
func Sign(secret, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(slices.Concat([]byte(stamp), []byte{'.'}, body))
	return hex.EncodeToString(mac.Sum(nil))
}
