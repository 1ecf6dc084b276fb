# A template: replace VERSION, URL and SHA256, which are those of the source archive.
class Envguard < Formula
  desc "Refuses secrets and private .env files in git"
  homepage "HOMEPAGE"
  url "URL"
  version "VERSION"
  sha256 "SHA256"
  license "MIT"

  depends_on "go" => :build

  def install
    ENV["CGO_ENABLED"] = "0"
    system "go", "build", *std_go_args(ldflags: "-s -w -X main.stampedVersion=#{version}"), "./cmd/envguard"
    ENV["VERSION"] = version.to_s
    system "packaging/generate", buildpath/"generated"
    man1.install Dir["generated/man/*.1"]
    bash_completion.install "generated/completions/envguard.bash" => "envguard"
    zsh_completion.install "generated/completions/_envguard"
    fish_completion.install "generated/completions/envguard.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/envguard version")
    (testpath/"clean.txt").write("nothing")
    system bin/"envguard", "scan", "clean.txt"
  end
end
