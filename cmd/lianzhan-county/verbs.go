package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"lianzhan/county"
	deskverbs "lianzhan/desk/verbs"
	"lianzhan/station"
	storeverbs "lianzhan/store/verbs"
	syncverbs "lianzhan/sync/verbs"
	"lianzhan/web/console"
)

// enrolRequest asks for a node and its code.
type enrolRequest struct {
	Name   string           `json:"name"`
	Parent string           `json:"parent"`
	Step   string           `json:"scope_step"`
	Kind   station.SiteKind `json:"kind"`
}

func enrolCommand(way console.Way) *cobra.Command {
	var req enrolRequest
	var kind string
	cmd := &cobra.Command{
		Use:   "enroll NAME [--parent 上级 --scope-step 代号]",
		Short: "给一个站点发登记码；组织树里还没有这个站点就先建",
		Long: `给一个站点发登记码：在那台机器上执行 lianzhan-station enroll 登记码 --parent 本机地址。
登记码只能用一次，七天内有效。换了主机也用它：新登记的机器顶替旧的。
NAME 是名称、编号或在组织树里的位置。写了 --scope-step 就新建。`,
		Example: `  lianzhan-county enroll 白塔镇中心站 --scope-step baita
  lianzhan-county enroll 感德村联络站 --parent /c/baita --scope-step gande --kind area
  lianzhan-county enroll 白塔镇中心站`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			req.Name, req.Kind = args[0], station.SiteKind(kind)
			return console.Ask(cmd.Context(), way, console.Post("/county/enrol", req), func(issued county.Issued) error {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s（%s）的登记码：%s\n%s 前有效，只能用一次。\n", issued.Node, issued.Scope, issued.Code,
					issued.Expires.In(station.Zone).Format("2006-01-02 15:04"))
				return err
			})
		},
	}
	cmd.Flags().StringVar(&req.Parent, "parent", "", "上级站点的名称、编号或位置；空着就是县")
	cmd.Flags().StringVar(&req.Step, "scope-step", "", "新站点的代号：小写字母、数字、短横线")
	cmd.Flags().StringVar(&kind, "kind", "", "新站点是什么："+siteKinds())
	return cmd
}

// siteKinds lists the kinds of a site with what people call them.
func siteKinds() string {
	words := make([]string, len(station.SiteKinds))
	for i, kind := range station.SiteKinds {
		words[i] = string(kind.ID) + " " + kind.Label
	}
	return strings.Join(words, "、")
}

func exportCommand(way console.Way) *cobra.Command {
	var scope string
	cmd := &cobra.Command{
		Use:   "export-scope FILE",
		Short: "导出一个范围的资料（不含个人信息），带签名，可用 openssl 核对",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return way.Run(cmd.Context(), func(ctx context.Context, c *console.Client) error {
				stream, err := c.Do(ctx, http.MethodGet, "/county/export", url.Values{"scope": {scope}}, nil)
				if err != nil {
					return err
				}
				defer stream.Close()
				if err := console.Keep(args[0], stream); err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "导出好了：%s\n", args[0])
				return err
			})
		},
	}
	cmd.Flags().StringVar(&scope, "scope", "", "组织树里的位置，如 /c/baita；空着就是全县")
	return cmd
}

// verbs are what the command line may ask.
func (b *box) verbs() []func(*http.ServeMux) {
	return []func(*http.ServeMux){deskverbs.Routes(b.db, b.accounts), storeverbs.Routes(b.db), syncverbs.Routes(b.sync), b.countyVerbs}
}

func (b *box) countyVerbs(mux *http.ServeMux) {
	mux.Handle("POST /county/enrol", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		var req enrolRequest
		if err := console.Read(r, &req); err != nil {
			return nil, err
		}
		who := county.Who{Actor: console.Actor(r)}
		if req.Step != "" {
			parent := req.Parent
			if parent == "" {
				parent = b.db.Scope()
			}
			n, err := b.county.Plant(r.Context(), who, req.Name, req.Step, parent, req.Kind)
			if err != nil {
				return nil, err
			}
			req.Name = n.ID
		}
		return b.county.Issue(r.Context(), who, req.Name)
	}))
	mux.Handle("POST /county/wall", console.Answer(b.openWall))
	mux.Handle("GET /county/export", console.Answer(func(w http.ResponseWriter, r *http.Request) (any, error) {
		var out bytes.Buffer
		scope := r.URL.Query().Get("scope")
		if scope != "" && !station.ValidScope(scope) {
			return nil, station.Invalid("node_scope_invalid", "范围要写成 /c/baita 这样。")
		}
		if err := b.export.Write(&out, scope); err != nil {
			return nil, err
		}
		_, err := io.Copy(w, &out)
		return nil, err
	}))
}
