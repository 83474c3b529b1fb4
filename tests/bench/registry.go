package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"lianzhan/station/matter"
	"lianzhan/store"
)

const (
	registrySize = 10_000
	lookups      = 280 // the counter answers 300 at once and then makes everybody wait
	askers       = 16
	listings     = 60
)

// measureRegistry asks a station with 10,000 matters: voters by their codes, staff for pages of the table.
func measureRegistry(ctx context.Context, b *bench) (err error) {
	data, err := b.town(ctx, registrySize)
	if err != nil {
		return err
	}
	codes, err := codesOf(data)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if _, err := s.get(ctx, "/api/v1/matters"); err != nil { // the first question reads everything
		return err
	}
	if err := b.lookUp(ctx, s, codes); err != nil {
		return err
	}
	if err := b.phrases(ctx, s, data); err != nil {
		return err
	}
	c, err := s.openDesk(ctx)
	if err != nil {
		return err
	}
	for _, q := range []struct{ name, path string }{
		{"first page", "/api/v1/desk/matters?limit=50"},
		{"late, by unit, sorted", "/api/v1/desk/matters?limit=50&unit=" + benchUnit + "&sort=-due"},
		{"a word searched", "/api/v1/desk/matters?limit=50&q=%E7%AC%AC9"},
		{"today", "/api/v1/desk/today"},
	} {
		var took sample
		for range listings {
			began := time.Now()
			if _, err := c.ask(ctx, http.MethodGet, q.path, nil); err != nil {
				return err
			}
			took = append(took, milliseconds(time.Since(began)))
		}
		b.line(fmt.Sprintf("desk, %d matters, %s: p50", registrySize, q.name), "ms", sample{took.at(0.5)}, hold{})
		b.line(fmt.Sprintf("desk, %d matters, %s: p95", registrySize, q.name), "ms", sample{took.at(0.95)}, hold{})
	}
	kib, err := rss(s.cmd.Process.Pid)
	b.line(fmt.Sprintf("station: memory with %d matters read", registrySize), "MiB RSS", sample{kib / 1024}, hold{})
	return err
}

// codesOf are query codes that lead somewhere, and the same number that lead nowhere.
func codesOf(data string) (codes struct{ known, unknown []string }, err error) {
	db, err := store.Open(data, store.Options{})
	if err != nil {
		return codes, err
	}
	for n := range lookups / 2 {
		id := matter.IDFrom(fmt.Sprint("bench-", n*31%registrySize))
		codes.known = append(codes.known, matter.QueryCode(db.Key(), id))
		codes.unknown = append(codes.unknown, fmt.Sprintf("%012d", rand.Int64N(1e12)))
	}
	return codes, db.Close()
}

// lookUp follows codes, right and wrong ones in turn, from many addresses at once, and holds the two against each other:
// a stranger must not hear from the time whether a code exists.
func (b *bench) lookUp(ctx context.Context, s *server, codes struct{ known, unknown []string }) error {
	var lock sync.Mutex
	var known, unknown sample
	failed := make([]error, askers)
	next := make(chan int, lookups)
	for n := range lookups {
		next <- n
	}
	close(next)
	began := time.Now()
	var all sync.WaitGroup
	for i := range askers {
		all.Go(func() {
			for n := range next {
				list, status, took := codes.known, http.StatusOK, &known
				if n%2 == 1 {
					list, status, took = codes.unknown, http.StatusNotFound, &unknown
				}
				at := time.Now()
				got, err := s.follow(ctx, fmt.Sprintf("127.1.%d.1", n%lookups/5), list[n/2])
				if err == nil && got != status {
					err = fmt.Errorf("code %d: status %d", n, got)
				}
				if err != nil {
					failed[i] = err
					return
				}
				lock.Lock()
				*took = append(*took, milliseconds(time.Since(at)))
				lock.Unlock()
			}
		})
	}
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	name := fmt.Sprintf("lookup by code among %d: ", registrySize)
	b.line(name+fmt.Sprintf("%d at once, a connection each", askers), "/s", sample{lookups / time.Since(began).Seconds()}, hold{})
	b.line(name+"a code that is", "ms", known, hold{})
	b.line(name+"a code that is not", "ms", unknown, hold{})
	return nil
}

// follow looks a code up once, from an address of its own: the limits count addresses.
func (s *server) follow(ctx context.Context, from, code string) (int, error) {
	l, err := dialFrom(ctx, from, s.address)
	if err != nil {
		return 0, err
	}
	defer l.conn.Close()
	return l.ask(fmt.Appendf(nil, "GET %s/%s HTTP/1.1\r\nHost: %s\r\n\r\n", counterPath, code, s.address))
}

// typed are sentences as somebody types them, letter after letter.
var typed = []string{"jinggaihuaile", "ludengbuliang", "cunkouxiaoxuemenqian", "xiashuidaoduzhulema", "lajimeirenqing", "loushangloushui",
	"yanglaojinmeiyoudaozhang", "jingchangtingdian", "shigongtaichao", "weishengshimeiyouyisheng"}

// phrases types the sentences at terminals and takes the time of each letter.
func (b *bench) phrases(ctx context.Context, s *server, data string) error {
	terminals, err := terminalsOf(data)
	if err != nil {
		return err
	}
	l, err := dialFrom(ctx, "", s.address)
	if err != nil {
		return err
	}
	defer l.conn.Close()
	var took sample
	for i, sentence := range typed {
		token := terminals.token(fmt.Sprint("typist-", i))
		for end := 1; end <= len(sentence); end++ {
			began := time.Now()
			status, err := l.ask(fmt.Appendf(nil, "GET /api/v1/phrases?keys=%s HTTP/1.1\r\nHost: %s\r\nCookie: kiosk=%s\r\n\r\n", sentence[:end], s.address, token))
			if err != nil || status != http.StatusOK {
				return errors.Join(err, fmt.Errorf("%s: status %d", sentence[:end], status))
			}
			took = append(took, milliseconds(time.Since(began)))
		}
	}
	b.line("pinyin input: candidates for one more letter, p50", "ms", sample{took.at(0.5)}, hold{})
	b.line("pinyin input: candidates for one more letter, p95", "ms", sample{took.at(0.95)}, atMost(60))
	return ctx.Err()
}
