// Package verbs is the command line of sync: enrolment, how it stands, and what both ask of a running server.
package verbs

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/sync"
	"lianzhan/web/console"
)

// Commands are the verbs, for a program whose data is reached by a way.
func Commands(way console.Way) []*cobra.Command {
	return []*cobra.Command{enrolCommand(way), codeCommand(way), statusCommand(way), BundleCommand(way)}
}

// Routes are what the verbs ask of whoever holds the data.
func Routes(room *sync.Room) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		mux.Handle("POST /sync/enrol", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
			var j sync.Joining
			if err := console.Read(r, &j); err != nil {
				return nil, err
			}
			return room.Enrol(r.Context(), j)
		}))
		codeRoute(mux, room)
		bundleRoutes(mux, room)
		mux.Handle("GET /sync/status", console.Answer(func(http.ResponseWriter, *http.Request) (any, error) { return room.Status() }))
	}
}

func enrolCommand(way console.Way) *cobra.Command {
	var j sync.Joining
	cmd := &cobra.Command{
		Use:   "enroll CODE --parent https://主机名",
		Short: "用上级给的登记码，把这台机器接到上级",
		Long: `用上级给的登记码，把这台机器接到上级。登记码只能用一次，七天内有效。
上级用自己签的证书时，用 --parent-pin 写明证书的 SHA-256 指纹。`,
		Example: "  lianzhan-station enroll 7K3M-Q9TX --parent https://county.example.com:8090",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Code = args[0]
			return console.Ask(cmd.Context(), way, console.Post("/sync/enrol", j), func(done sync.Joined) error {
				return say(cmd, joinedWords(done))
			})
		},
	}
	cmd.Flags().StringVar(&j.Parent, "parent", "", "上级的地址")
	cmd.Flags().StringVar(&j.Pin, "parent-pin", "", "上级证书的 SHA-256 指纹")
	cmd.Flags().StringVar(&j.Name, "name", "", "本机的名称，给上级看")
	if err := cmd.MarkFlagRequired("parent"); err != nil {
		panic(err) // the flag stands two lines above
	}
	return cmd
}

func joinedWords(j sync.Joined) string {
	words := fmt.Sprintf("登记好了：本机是“%s”（%s）。", j.Name, j.Scope)
	if j.Above != "" {
		words += fmt.Sprintf("上级是“%s”。", j.Above)
	}
	if j.Plain {
		words += "\n注意：到上级的连接没有加密，请尽快换成 https。"
	}
	return words
}

func statusCommand(way console.Way) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "看和上级同步得怎么样",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Get("/sync/status"), func(s sync.Status) error {
				if !asJSON {
					return say(cmd, statusWords(s))
				}
				out := json.NewEncoder(cmd.OutOrStdout())
				out.SetIndent("", "  ")
				return out.Encode(s)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "给程序看的格式")
	return cmd
}

func say(cmd *cobra.Command, words string) error {
	_, err := fmt.Fprintln(cmd.OutOrStdout(), words)
	return err
}

// stateWords say how a box stands, for whoever sits before it.
var stateWords = map[sync.State]string{
	sync.Alone:   "本机单独使用，没有接到上级。",
	sync.Online:  "和上级连着。",
	sync.Offline: "现在连不上上级。照常使用，数据不会丢；连上后自动补送。",
	sync.Revoked: "上级停用了这台设备。请向上级要新的登记码，再登记一次。",
	sync.Forked:  "这块硬盘像是被复制过，上级认出两台一样的机器。请向上级要新的登记码，再登记一次。",
}

var trustWords = map[station.Trust]string{
	station.TrustUntrusted: "不可信", station.TrustRTC: "没有核对过", station.TrustNTP: "已对时", station.TrustCounty: "按上级的时间",
	station.TrustManual: "人工校准",
}

func statusWords(s sync.Status) string {
	words := stateWords[s.State]
	if s.State == sync.Alone {
		return words
	}
	words += "\n上级：" + s.Parent
	if !s.LastContact.IsZero() {
		words += "\n最近一次联系：" + s.LastContact.In(station.Zone).Format("2006-01-02 15:04:05")
	}
	words += fmt.Sprintf("\n等待送出：%d 条", s.Pending)
	if s.OldestAt > 0 {
		words += "，最早的是 " + millis(s.OldestAt)
	}
	words += fmt.Sprintf("\n上级已收到：到第 %d 条\n县里已收到：到第 %d 条\n时钟：%s", s.HopAck, s.RootAck, trustWords[s.Trust])
	if s.ClockOffset != 0 {
		words += fmt.Sprintf("，和上级差 %.1f 秒", float64(s.ClockOffset)/1000)
	}
	for _, f := range s.Faults {
		words += fmt.Sprintf("\n没有用上的变更：%s 第 %d 条（%s）", f.Chain, f.Ctr, faultWord(f.Code))
	}
	return words
}

func millis(at int64) string { return time.UnixMilli(at).In(station.Zone).Format("2006-01-02 15:04") }
