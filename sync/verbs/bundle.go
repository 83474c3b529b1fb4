package verbs

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/sync"
	"lianzhan/sync/stick"
	"lianzhan/web/console"
)

// BundleCommand carries changes on a stick, for boxes without a line.
func BundleCommand(way console.Way) *cobra.Command {
	parent := &cobra.Command{Use: "bundle", Short: "没有网络时，用 U 盘和上下级交换数据",
		Long: `没有网络时，用 U 盘和上下级交换数据：
  1. 站里 bundle export 到 U 盘，拿到上级；
  2. 上级 bundle import，再 bundle export --node 这个站，拿回站里；
  3. 站里 bundle import。
头一回要走三个来回：先带登记码登记，再接上头，第三回才带走站里写的。`}
	parent.AddCommand(bundleExport(way), bundleImport(way))
	return parent
}

func bundleExport(way console.Way) *cobra.Command {
	var code, node string
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "把要送出的写进一个文件",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return way.Run(cmd.Context(), func(ctx context.Context, c *console.Client) error {
				stream, err := c.Do(ctx, http.MethodGet, "/sync/bundle", url.Values{"code": {code}, "node": {node}}, nil)
				if err != nil {
					return err
				}
				defer stream.Close()
				var done stick.Bundled
				if err := readLine(stream, &done); err != nil {
					return err
				}
				if err := console.Keep(args[0], stream); err != nil {
					return err
				}
				return say(cmd, exportedWords(done, args[0]))
			})
		},
	}
	cmd.Flags().StringVar(&code, "code", "", "第一次用：上级给的登记码")
	cmd.Flags().StringVar(&node, "node", "", "在上级用：给哪个站，写名称、编号或位置")
	return cmd
}

func bundleImport(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "读入另一边带来的文件",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("读不到 %s：%w", args[0], err)
			}
			defer file.Close()
			return way.Run(cmd.Context(), func(ctx context.Context, c *console.Client) error {
				answer, err := c.Do(ctx, http.MethodPost, "/sync/bundle", nil, file)
				if err != nil {
					return err
				}
				defer answer.Close()
				var done stick.Bundled
				if err := json.NewDecoder(answer).Decode(&done); err != nil {
					return err
				}
				return say(cmd, importedWords(done))
			})
		},
	}
}

// readLine reads what stands before a bundle: one line that says what is in it.
func readLine(from io.Reader, into any) error {
	var line []byte
	for one := make([]byte, 1); ; {
		if _, err := io.ReadFull(from, one); err != nil {
			return err
		}
		if one[0] == '\n' {
			return json.Unmarshal(line, into)
		}
		line = append(line, one[0])
	}
}

func exportedWords(done stick.Bundled, file string) string {
	if done.Up && done.Waiting {
		return fmt.Sprintf("写好了 %s。带到上级导入，再把上级的回包带回来。", file)
	}
	words := fmt.Sprintf("写好了 %s：%d 条变更，%d 个文件。", file, done.Changes, done.Files)
	if done.TooLarge > 0 {
		words += fmt.Sprintf("\n有 %d 个文件太大，U 盘带不了，等有网络时再传。", done.TooLarge)
	}
	return words
}

func importedWords(done stick.Bundled) string {
	words := fmt.Sprintf("导入好了：“%s”，%d 条变更，%d 个文件。", done.Name, done.Changes, done.Files)
	if done.Up {
		words += fmt.Sprintf("\n请接着执行 bundle export 文件 --node %s，把回包带回去。", done.Name)
	}
	return words
}

func bundleRoutes(mux *http.ServeMux, room *sync.Room) {
	mux.Handle("GET /sync/bundle", console.Answer(func(w http.ResponseWriter, r *http.Request) (any, error) {
		var packed bytes.Buffer
		var done stick.Bundled
		var err error
		if node := r.URL.Query().Get("node"); node != "" {
			done, err = room.Stick.ExportDown(r.Context(), &packed, node)
		} else {
			done, err = room.Stick.ExportUp(r.Context(), &packed, r.URL.Query().Get("code"))
		}
		if err != nil {
			return nil, err
		}
		if err := json.NewEncoder(w).Encode(done); err != nil {
			return nil, err
		}
		_, err = packed.WriteTo(w)
		return nil, err
	}))
	mux.Handle("POST /sync/bundle", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		packed, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, station.Invalid("file_too_large", "文件太大，最多 64 MB。").Because(err)
		}
		return room.Stick.Import(r.Context(), bytes.NewReader(packed))
	}))
}
