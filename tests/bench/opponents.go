package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"lianzhan/tests/road"
)

// makeNATS builds the hub and the leaf from their own module.
func makeNATS(ctx context.Context) error {
	program, err := filepath.Abs(filepath.Join(rivalsHome, "natsleaf"))
	if err != nil {
		return err
	}
	return quietly(exec.CommandContext(ctx, "go", "build", "-C", natsSource, "-o", program, "."))
}

// natsWith starts both servers, and the line between them.
func natsWith(sync string) func(context.Context, *bench, *opponent, time.Duration, string) error {
	return func(ctx context.Context, _ *bench, p *opponent, delay time.Duration, bodies string) error {
		program, err := filepath.Abs(filepath.Join(rivalsHome, "natsleaf"))
		if err != nil {
			return err
		}
		dir := filepath.Dir(bodies)
		if err := p.obedient(ctx, dir, program, dir, sync, bodies); err != nil {
			return err
		}
		said, err := p.says.ReadString('\n')
		if err != nil {
			return err
		}
		if p.line, err = road.Lay(strings.TrimSpace(strings.TrimPrefix(said, "hub ")), delay); err != nil {
			return err
		}
		_, err = p.order("remote " + p.line.Address())
		return err
	}
}

// makePouch fetches both packages of exactly these versions, once.
func makePouch(ctx context.Context) error {
	home := filepath.Join(rivalsHome, "pouchdb")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	if pouchIs(home, pouchServer) && pouchIs(home, pouchClient) {
		return nil
	}
	return quietly(exec.CommandContext(ctx, "npm", "install", "--prefix", home, "--no-audit", "--no-fund", "--ignore-scripts",
		pouchServer, pouchClient))
}

func pouchIs(home, spec string) bool {
	name, version, _ := strings.Cut(spec, "@")
	raw, err := os.ReadFile(filepath.Join(home, "node_modules", name, "package.json"))
	return err == nil && strings.Contains(string(raw), fmt.Sprintf("%q: %q", "version", version))
}

// callPouch starts the server, the line, and the script that replicates over it.
func callPouch(ctx context.Context, _ *bench, p *opponent, delay time.Duration, bodies string) error {
	modules, err := filepath.Abs(filepath.Join(rivalsHome, "pouchdb"))
	if err != nil {
		return err
	}
	script, err := filepath.Abs(pouchScript)
	if err != nil {
		return err
	}
	address, err := freeAddress()
	if err != nil {
		return err
	}
	_, port, _ := strings.Cut(address, ":")
	dir := filepath.Dir(bodies)
	server := exec.CommandContext(ctx, "node", filepath.Join(modules, "node_modules/pouchdb-server/bin/pouchdb-server"), "--port", port,
		"--host", "127.0.0.1", "--dir", filepath.Join(dir, "server"), "--no-stdout-logs", "--no-color")
	server.Dir, server.Stderr = dir, &p.errors
	if err := os.Mkdir(filepath.Join(dir, "server"), 0o755); err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	p.cmds = append(p.cmds, server)
	for status := 0; status != http.StatusOK; {
		if status, _, err = fetch(ctx, "http://"+address+"/"); err != nil && ctx.Err() != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	if p.line, err = road.Lay(address, delay); err != nil {
		return err
	}
	return p.obedient(ctx, dir, "node", script, modules, p.line.URL(), "http://"+address, bodies)
}

// quietly runs a program and keeps what it said for the error.
func quietly(cmd *exec.Cmd) error {
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(cmd.Path), err, strings.TrimSpace(string(said)))
	}
	return nil
}
