package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// nginxConf serves files the quickest way nginx knows: descriptors kept open, no log, connections kept for ever.
const nginxConf = `worker_processes auto;
daemon off;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=20000 inactive=1h;
  open_file_cache_valid 1h;
  default_type application/json;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  server { listen %s; root files; }
}
`

// nginx is the rival of the queries: a file server with the same bytes.
type nginx struct {
	address string
	cmd     *exec.Cmd
	log     bytes.Buffer
}

// serveFiles starts nginx on a folder of files, by name.
func (b *bench) serveFiles(ctx context.Context, files map[string][]byte) (*nginx, error) {
	program, err := debian("nginx", "nginx-light")
	if err != nil {
		return nil, err
	}
	dir, err := b.folder("nginx")
	if err != nil {
		return nil, err
	}
	// A worker that root starts gives up its rights and must still reach the files.
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	if err := errors.Join(os.Chmod(b.dir, 0o755), os.Chmod(dir, 0o755), os.Mkdir(filepath.Join(dir, "files"), 0o755)); err != nil {
		return nil, err
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, "files", name), body, 0o644); err != nil {
			return nil, err
		}
	}
	n := &nginx{}
	if n.address, err = freeAddress(); err != nil {
		return nil, err
	}
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, n.address), 0o644); err != nil {
		return nil, err
	}
	n.cmd = exec.CommandContext(ctx, program, "-p", dir, "-c", conf)
	n.cmd.Stdout, n.cmd.Stderr = &n.log, &n.log
	if err := n.cmd.Start(); err != nil {
		return nil, err
	}
	return n, n.await(ctx, files)
}

// await waits until some file comes back whole.
func (n *nginx) await(ctx context.Context, files map[string][]byte) error {
	for name, want := range files {
		for {
			if _, body, err := fetch(ctx, "http://"+n.address+"/"+name); err == nil {
				if bytes.Equal(body, want) {
					return nil
				}
				return errors.Join(fmt.Errorf("nginx answers %.200s\n%s", body, n.log.String()), n.stop())
			}
			select {
			case <-ctx.Done():
				return errors.Join(ctx.Err(), n.stop())
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	return nil
}

func (n *nginx) stop() error {
	if err := n.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return n.cmd.Wait()
}

// debian finds a program, or says which package has it.
func debian(name, pkg string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is needed: apt-get install %s", name, pkg)
	}
	return path, nil
}
