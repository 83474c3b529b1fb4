package verbs

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/sync"
	"lianzhan/sync/above"
	"lianzhan/sync/box"
	"lianzhan/web/console"
)

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

// stateWords say how a box stands, for whoever sits before it.
var stateWords = map[above.State]string{
	above.Alone:   "本机单独使用，没有接到上级。",
	above.Online:  "和上级连着。",
	above.Offline: "现在连不上上级。照常使用，数据不会丢；连上后自动补送。",
	above.Revoked: "上级停用了这台设备。请向上级要新的登记码，再登记一次。",
	above.Forked:  "这块硬盘像是被复制过，上级认出两台一样的机器。请向上级要新的登记码，再登记一次。",
}

var trustWords = map[station.Trust]string{
	station.TrustUntrusted: "不可信", station.TrustRTC: "没有核对过", station.TrustNTP: "已对时", station.TrustCounty: "按上级的时间",
	station.TrustManual: "人工校准",
}

func statusWords(s sync.Status) string {
	words := stateWords[s.State]
	if s.State == above.Alone {
		return words
	}
	if s.Trouble != "" {
		words += "\n原因：" + s.Trouble
	}
	if s.Parent != "" {
		words += "\n上级：" + s.Parent
	} else if s.State == above.Offline {
		words = "没有连线，用 U 盘和上级交换（bundle）。照常使用，数据不会丢。"
	}
	if !s.LastContact.IsZero() {
		words += "\n最近一次联系：" + s.LastContact.In(station.Zone).Format("2006-01-02 15:04:05")
	}
	words += fmt.Sprintf("\n等待送出：%d 条", s.Pending)
	if s.OldestAt > 0 {
		words += "，最早的是 " + millis(s.OldestAt)
	}
	words += fmt.Sprintf("\n上级已收到：到第 %d 条\n县里已收到：到第 %d 条", s.HopAck, s.RootAck)
	words += filesWords(s) + fmt.Sprintf("\n时钟：%s", trustWords[s.Trust])
	if s.ClockOffset != 0 {
		words += fmt.Sprintf("，和上级差 %.1f 秒", float64(s.ClockOffset)/1000)
	}
	if s.Apart > 0 {
		words += fmt.Sprintf("\n和上级核对：还有 %d 处不一样，程序每天再核对一次", s.Apart)
	}
	for _, f := range s.Faults {
		words += fmt.Sprintf("\n没有用上的变更：%s 第 %d 条（%s）", f.Chain, f.Ctr, faultWord(f.Code))
	}
	return words
}

// filesWords say how pictures and recordings stand.
func filesWords(s sync.Status) string {
	words := "\n等待送出的照片、录音：没有"
	if s.FilesUp > 0 {
		words = fmt.Sprintf("\n等待送出的照片、录音：%d 个，%s", s.FilesUp, sizeWords(s.BytesUp))
	}
	if l := s.Lane; l != nil {
		words += "（上级规定" + policyWords(l.PerHour, l.From, l.To)
		if l.PerHour > 0 {
			words += "，这一小时还能传 " + sizeWords(l.Left)
		}
		if l.OpensS > 0 {
			words += fmt.Sprintf("，再过 %d 小时 %d 分开始", l.OpensS/3600, l.OpensS%3600/60)
		}
		words += "）"
	}
	if s.FilesLost > 0 {
		words += fmt.Sprintf("\n找不到的照片、录音：%d 个，记录都在（%s）", s.FilesLost, lostWords(s.Lost))
	}
	return words
}

// lostWords say why files are not to be had.
func lostWords(list []box.Lost) string {
	var words []string
	for _, reason := range lostReasons {
		n := 0
		for _, f := range list {
			if f.Why == reason.code {
				n++
			}
		}
		if n > 0 {
			words = append(words, fmt.Sprintf("%d 个%s", n, reason.words))
		}
	}
	return strings.Join(words, "，")
}

var lostReasons = []struct{ code, words string }{
	{box.LostHere, "本机磁盘上没有了"}, {box.LostBelow, "下级一个月没送来"}, {box.LostAbove, "上级一个月拿不出来"},
}

func millis(at int64) string { return time.UnixMilli(at).In(station.Zone).Format("2006-01-02 15:04") }
