package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	clients    = 32 // kept-alive connections that ask at once
	askSeconds = 3
)

// loadScript asks the addresses of a list in turn; the requests are written once, before the clock starts.
const loadScript = `local requests, n = {}, 0
function init(args)
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", path) end
end
function request()
  n = n % #requests + 1
  return requests[n]
end
`

// load is a list of addresses for wrk to ask.
type load struct{ script, paths string }

func (b *bench) load(paths []string) (load, error) {
	dir, err := b.folder("wrk")
	if err != nil {
		return load{}, err
	}
	l := load{filepath.Join(dir, "load.lua"), filepath.Join(dir, "paths")}
	if err := os.WriteFile(l.script, []byte(loadScript), 0o600); err != nil {
		return load{}, err
	}
	return l, os.WriteFile(l.paths, []byte(strings.Join(paths, "\n")+"\n"), 0o600)
}

var (
	perSecond = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	badAnswer = regexp.MustCompile(`(Non-2xx|Socket errors).*`)
)

// ask loads a server and returns requests a second and the microseconds of CPU one cost the server and its children.
// One bad answer spoils the measurement.
func (l load) ask(ctx context.Context, address string, pid int) (rate, cost float64, err error) {
	program, err := debian("wrk", "wrk")
	if err != nil {
		return 0, 0, err
	}
	before, err := familyCPU(pid)
	if err != nil {
		return 0, 0, err
	}
	out, err := exec.CommandContext(ctx, program, "-t1", fmt.Sprint("-c", clients), fmt.Sprint("-d", askSeconds, "s"),
		"-s", l.script, "http://"+address, "--", l.paths).CombinedOutput()
	if err != nil {
		return 0, 0, fmt.Errorf("wrk: %w\n%s", err, out)
	}
	after, err := familyCPU(pid)
	if err != nil {
		return 0, 0, err
	}
	if bad := badAnswer.Find(out); bad != nil {
		return 0, 0, fmt.Errorf("wrk: %s", bad)
	}
	found := perSecond.FindSubmatch(out)
	if found == nil {
		return 0, 0, fmt.Errorf("wrk says no rate:\n%s", out)
	}
	rate, err = strconv.ParseFloat(string(found[1]), 64)
	return rate, float64((after - before).Microseconds()) / (rate * askSeconds), err
}

// familyCPU is the time used by a process and those below it.
func familyCPU(pid int) (time.Duration, error) {
	total, err := cpu(pid)
	if err != nil {
		return 0, err
	}
	below, err := children(pid)
	for child := range below {
		used, gone := cpu(child)
		if gone == nil {
			total += used
		}
	}
	return total, err
}
