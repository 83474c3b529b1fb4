package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// question is one kind of query, asked in many words so that no single kept answer decides.
type question struct {
	name  string
	paths []string
	hold  hold
}

func questions() []question {
	var ones, lists, searches []string
	for n := 0; n < crowdSize; n += 10 {
		ones = append(ones, "/api/v1/deputies/"+memberID(n))
	}
	for offset := 0; offset < 400; offset += 20 {
		lists = append(lists, fmt.Sprintf("/api/v1/deputies?limit=20&offset=%d", offset))
	}
	for _, surname := range surnames {
		for _, first := range syllables {
			searches = append(searches, "/api/v1/deputies?limit=20&q="+url.QueryEscape(surname.pinyin+first.pinyin))
		}
	}
	return []question{
		{"one deputy", ones, atLeast(0.95)},
		{"list page of 20", lists, atLeast(0.75)},
		{fmt.Sprintf("pinyin search, %d words among %d", len(searches), crowdSize), searches, atLeast(0.5)},
	}
}

// measureQuery compares the open API with nginx serving the same bytes from files.
func measureQuery(ctx context.Context, b *bench) error {
	data, err := b.crowd(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	for _, q := range questions() {
		if err := b.compareQuery(ctx, s, q); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", q.name, err), s.stop())
		}
	}
	kib, err := rss(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	b.line(fmt.Sprintf("query: memory after all of it, %d deputies", crowdSize), "MiB RSS", sample{kib / 1024}, hold{})
	return s.stop()
}

func (b *bench) compareQuery(ctx context.Context, s *server, q question) (err error) {
	files, names := map[string][]byte{}, make([]string, 0, len(q.paths))
	for i, path := range q.paths {
		body, err := s.get(ctx, path)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%05d.json", i)
		files[name], names = body, append(names, "/"+name)
	}
	n, err := b.serveFiles(ctx, files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.stop()) }()
	ours, err := b.load(q.paths)
	if err != nil {
		return err
	}
	theirs, err := b.load(names)
	if err != nil {
		return err
	}
	var costs [2]sample
	asked := func(side int, l load, address string, pid int) contender {
		return func(ctx context.Context) (float64, error) {
			rate, cost, err := l.ask(ctx, address, pid)
			costs[side] = append(costs[side], cost)
			return rate, err
		}
	}
	rates, err := b.inTurn(ctx, asked(0, theirs, n.address, n.cmd.Process.Pid), asked(1, ours, s.address, s.cmd.Process.Pid))
	if err != nil {
		return err
	}
	b.line("query, "+q.name+": nginx", "req/s", rates[0], hold{})
	b.line("query, "+q.name+": station", "req/s", rates[1], hold{})
	b.line("query, "+q.name+": nginx", "µs CPU a request", costs[0], hold{})
	b.line("query, "+q.name+": station", "µs CPU a request", costs[1], hold{})
	b.line("query, "+q.name+": station / nginx", "", rates[1].per(rates[0]), q.hold)
	return nil
}
