package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the kernel's unit of CPU time in /proc (USER_HZ, 100 on every Linux port Go runs on).
const tick = 10 * time.Millisecond

// cpu is the user and system time a process has used.
func cpu(pid int) (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The name stands in brackets and may hold blanks; user and system time are the 12th and 13th field after it.
	fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("/proc/%d/stat: %s", pid, raw)
	}
	return time.Duration(user+system) * tick, nil
}

// rss is the memory of a process in KiB.
func rss(pid int) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(raw), "VmRSS:")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0, fmt.Errorf("/proc/%d/status has no VmRSS", pid)
	}
	return strconv.ParseFloat(fields[0], 64)
}

// children lists the processes below one, with their command lines.
func children(pid int) (map[int]string, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	parents, found := map[int]int{}, map[int]string{}
	for _, entry := range entries {
		child, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", child)); err == nil {
			fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
			parents[child], _ = strconv.Atoi(fields[1])
		}
	}
	for child := range parents {
		for p := parents[child]; p > 1; p = parents[p] {
			if p == pid {
				line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", child)) // gone already: an empty line
				found[child] = strings.ReplaceAll(string(line), "\x00", " ")
				break
			}
		}
	}
	return found, nil
}
